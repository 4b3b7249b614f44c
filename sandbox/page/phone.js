// One phone on the desk: whose it is, its list of chats, the chat that is open, and what it hears from the stage.

import { Conversation } from './conversation.js';
import { face } from './faces.js';
import { asLast, ChatList, total } from './list.js';
import { icon, make } from './make.js';
import { Notices } from './notices.js';
import { picker } from './picker.js';
import { calls } from './rich.js';
import { label, scene } from './scene.js';
import { moment, name, remember } from './words.js';
import { stage } from './wire.js';

// Milliseconds after the last touch in which a phone is still in somebody's hand.
const IN_HAND = 8000;

export class Phone {
  /** `desk` = {taken() ids in use, remove(phone)|null, changed() after anything worth keeping or showing elsewhere}. */
  constructor(pid, cid, desk) {
    this.pid = pid;
    this.cid = cid;
    this.desk = desk;
    this.chats = [];
    this.conversation = null;
    this.shown = true;
    this.moves = 0;
    this.owner = null;
    this.touched = -Infinity;
    this.drafts = new Map();
    this.notices = new Notices();
    this.list = new ChatList((chat) => this.open(chat), () => this.start());
    this.tag = make('button', { class: 'tag', type: 'button', onclick: () => this.choose() });
    this.removeButton = make('button', { class: 'remove', type: 'button', onclick: () => this.desk.remove(this) }, icon('cross'));
    this.clock = make('span');
    this.screen = make('div', { class: 'screen' });
    this.element = make('section', { class: 'place' }, make('div', { class: 'tag-line' }, this.tag, this.removeButton),
      make('div', { class: 'phone' }, make('div', { class: 'glass' },
        make('div', { class: 'status', 'aria-hidden': 'true' }, this.clock, make('span', { class: 'island' }), make('span', { class: 'bars' })),
        this.screen, this.notices.element)));
    this.screen.append(this.list.element);
    for (const touch of ['pointerdown', 'keydown', 'wheel']) {
      this.element.addEventListener(touch, () => { this.touched = performance.now(); }, { passive: true });
    }
    this.dress();
  }

  get person() { return scene.people.get(this.pid); }
  get unread() { return total(this.chats); }

  /** Whether somebody is writing, choosing or looking around on this phone: then nobody takes it out of their hand. */
  get busy() {
    const composer = this.conversation?.composer;
    return performance.now() - this.touched < IN_HAND || Boolean(composer?.input.value.trim()) || this.screen.inert;
  }

  /** Whether words wait unsent in one of its chats; they would be lost if it went to somebody else. */
  get drafted() { return [...this.drafts.values()].some((words) => words.trim()); }

  dress() {
    const { person } = this;
    const words = make('span', { class: 'tag-words' });
    this.tag.replaceChildren(face(this.pid, person?.name), words, icon('swap'));
    remember(this.tag, 'text', () => {
      const role = person && label(person);
      words.replaceChildren(make('bdi', { class: 'tag-name' }, person?.name ?? ''),
        role && role !== person.name ? make('span', { class: 'tag-role' }, role) : '');
    });
    name(this.tag, 'phone-change', { name: person?.name });
    name(this.element, 'phone-of', { name: person?.name }, false);
    name(this.removeButton, 'phone-remove', { name: person?.name });
    this.element.dataset.person = person?.key ?? '';
    this.tick();
  }

  tick() { this.clock.textContent = scene.now ? moment(scene.now, 'time') : ''; }

  /** Fetches this phone anew: after choosing a person, after the line was lost. */
  async refresh() {
    const asked = this.pid;
    const before = this.moves;
    const { chats } = await stage.phone(asked);
    if (asked !== this.pid) return;
    // Something happened while we asked: the answer may be older than it.
    if (before !== this.moves) this.later();
    const called = new Set(this.chats.filter((chat) => chat.called).map((chat) => chat.id));
    this.chats = chats.map((chat) => ({ ...chat, called: called.has(chat.id) }));
    const open = this.chats.find((chat) => chat.id === this.cid);
    if (!open) this.back();
    else if (this.conversation?.chat.id === open.id) {
      this.conversation.chat = open;
      this.conversation.retitle();
      await this.conversation.load();
      this.seen();
    } else await this.open(open, false);
    this.draw();
  }

  /** Several events in one breath make one refresh. */
  later() {
    clearTimeout(this.soon);
    this.soon = setTimeout(() => this.refresh().catch(() => {}), 120);
  }

  draw() {
    this.list.draw(this.chats);
    this.conversation?.others(total(this.chats.filter((chat) => chat.id !== this.cid)));
    this.desk.changed();
  }

  /** Leaves the open chat; words not yet sent wait there. */
  leave() {
    if (!this.conversation) return;
    this.drafts.set(this.conversation.chat.id, this.conversation.composer.input.value);
    this.conversation.close();
    this.conversation = null;
  }

  async open(chat, focus = true, messages = null) {
    this.leave();
    this.cid = chat.id;
    const conversation = new Conversation(chat, {
      pid: this.pid, notices: this.notices, back: () => this.back(true), start: (payload) => this.start(payload),
    });
    this.conversation = conversation;
    conversation.composer.restore(this.drafts.get(chat.id));
    this.screen.replaceChildren(conversation.element);
    try {
      await conversation.load(messages);
    } catch (why) {
      this.notices.trouble('failed', { why: why.message });
    }
    if (this.conversation !== conversation) return;
    conversation.log.toEnd();
    this.seen();
    this.draw();
    if (focus && matchMedia('(pointer: fine)').matches) conversation.composer.input.focus({ preventScroll: true });
  }

  back(focus = false) {
    const left = this.cid;
    this.leave();
    this.cid = null;
    this.screen.replaceChildren(this.list.element);
    this.draw();
    if (focus) this.list.rows.querySelector(`[data-cid="${left}"]`)?.focus();
  }

  /** The bot's private chat, opened as a tap on its link would: with /start and the link's payload. */
  async start(payload) {
    try {
      await stage.start(this.pid, payload);
      const { chats } = await stage.phone(this.pid);
      this.chats = chats;
      const alone = chats.find((chat) => chat.kind === 'private');
      if (alone) await this.open(alone);
    } catch (why) {
      this.notices.trouble('failed', { why: why.message });
    }
  }

  /** What is open on a phone that is looked at has been read. */
  seen() {
    const chat = this.chats.find((one) => one.id === this.cid);
    if (!chat || !this.shown || document.hidden || !chat.unread) return;
    chat.unread = 0;
    chat.called = false;
    stage.read(this.pid, chat.id).catch(() => {});
  }

  show(shown) {
    this.shown = shown;
    this.element.classList.toggle('front', shown);
    if (shown) { this.seen(); this.draw(); }
  }

  heard(kind, fact) {
    if (kind === 'toast') {
      // A play taps for many people; nobody is there to press OK for them, so its alerts pass by themselves.
      const played = scene.play?.running && !this.conversation?.tapping;
      if (fact.pid === this.pid) this.notices.show({ text: fact.text, alert: fact.alert && !played });
    } else if (kind === 'chats') {
      if (fact.pid === undefined || fact.pid === this.pid) this.later();
    } else {
      const chat = this.chats.find((one) => one.id === fact.chat_id);
      if (chat) this.moved(kind, fact, chat);
      else if (fact.chat_id === this.pid) this.later();
    }
  }

  moved(kind, fact, chat) {
    const log = this.cid === chat.id ? this.conversation?.log : null;
    if (kind === 'deleted') {
      log?.remove(fact.ids);
      this.later();
      return;
    }
    const { message } = fact;
    this.moves += 1;
    if (kind === 'edited') {
      if (log?.rows.has(message.id)) log.put(message);
      return;
    }
    log?.put(message);
    if (log) this.conversation.expected(message);
    chat.last = asLast(message);
    if (message.from?.id !== this.pid) {
      chat.unread = (chat.unread || 0) + 1;
      chat.called ||= calls(message, this.pid);
    }
    this.seen();
    this.drawSoon();
  }

  /** Once a frame is enough, however much is said. */
  drawSoon() {
    this.drawing ??= setTimeout(() => {
      this.drawing = null;
      this.draw();
    }, 30);
  }

  choose() {
    const close = () => { sheet.remove(); this.screen.inert = false; this.tag.focus(); };
    const { remove } = this.desk;
    const sheet = picker(this.desk.taken(), {
      chosen: (pid) => { close(); this.become(pid); },
      closed: close,
      removed: this.desk.only() ? null : () => remove(this),
    });
    this.screen.parentElement.querySelector('.picker')?.remove();
    this.screen.after(sheet);
    this.screen.inert = true;
  }

  /** Lets a play's person do what they do here, where it is seen. The stage must know the chat. */
  async play(pid, cid) {
    if (pid === this.pid && this.conversation?.chat.id === cid) return;
    // All of it is fetched before anything changes, so that the screen never stands empty.
    const [{ chats }, messages] = await Promise.all([stage.phone(pid), stage.messages(pid, cid, 200)]);
    const chat = chats.find((one) => one.id === cid);
    if (!chat || this.busy) return;
    if (pid !== this.pid) {
      this.owner ??= { pid: this.pid, cid: this.cid };
      this.hand(pid, cid);
    }
    this.chats = chats;
    await this.open(chat, false, messages);
    // What was said between the asking and now.
    this.later();
  }

  /** The play is over: whose phone it was has it back. */
  giveBack() {
    const { owner } = this;
    this.owner = null;
    if (!owner || owner.pid === this.pid) return;
    this.hand(owner.pid, owner.cid);
    this.later();
  }

  become(pid) {
    // The same group stays open for the new person, if they are in it: two sides of one moment.
    const kept = this.chats.find((chat) => chat.id === this.cid)?.kind === 'group' ? this.cid : null;
    this.owner = null;
    this.hand(pid, kept);
    this.later();
  }

  hand(pid, cid) {
    this.leave();
    this.drafts.clear();
    this.pid = pid;
    this.cid = cid;
    this.chats = [];
    this.notices.clear();
    this.dress();
    this.desk.changed();
  }
}
