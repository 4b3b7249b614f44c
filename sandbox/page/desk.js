// The desk: which phones lie on it, adding and taking away, and on a narrow screen which one is in hand.

import { face } from './faces.js';
import { icon, make } from './make.js';
import { Phone } from './phone.js';
import { byKey, scene } from './scene.js';
import { Usher } from './usher.js';
import { keep, name, recall, say } from './words.js';

const KEPT = 'yihu-desk';
const FIRST = ['han', 'wang', 'zhou'];
const narrow = matchMedia('(max-width: 480px)');

export class Desk {
  constructor(element, switcher) {
    this.element = element;
    this.switcher = switcher;
    this.phones = [];
    this.front = null;
    this.tabOf = new WeakMap();
    this.usher = new Usher(this);
    name(element, 'desk', {}, false);
    name(switcher, 'phone-switch', {}, false);
    this.add = make('button', { class: 'add', type: 'button', onclick: () => this.another() }, icon('plus'), say(make('span'), 'phone-add'));
    this.tabs = make('div', { class: 'tabs' });
    const more = make('button', { class: 'tab more', type: 'button', onclick: () => this.another() }, icon('plus'),
      say(make('span', { class: 'tab-name' }), 'phone-add-short'));
    switcher.append(this.tabs, name(more, 'phone-add'));
    element.append(this.add);
    narrow.addEventListener('change', () => this.arrange());
    document.addEventListener('visibilitychange', () => { for (const phone of this.phones) { phone.seen(); phone.draw(); } });
  }

  /** The phones of last time, or the secretary, Aunt Wang and the social worker, each in the village group. */
  async lay() {
    const group = [...scene.chats.values()].find((chat) => chat.kind === 'group')?.id ?? null;
    let wanted = [];
    try { wanted = JSON.parse(recall(KEPT) ?? '[]').filter((one) => scene.people.has(one.pid)); } catch { /* a new desk */ }
    if (!wanted.length) {
      wanted = FIRST.map(byKey).filter(Boolean).map((person) => ({ pid: person.id, cid: group }));
    }
    if (!wanted.length) wanted = [...scene.people.keys()].slice(0, 3).map((pid) => ({ pid, cid: group }));
    for (const { pid, cid } of wanted) this.place(pid, cid);
    this.front = this.phones[0];
    this.arrange();
    await this.refresh();
  }

  place(pid, cid) {
    const phone = new Phone(pid, cid, {
      taken: () => new Set(this.phones.map((one) => one.pid)),
      only: () => this.phones.length < 2,
      remove: (one) => this.remove(one),
      changed: () => this.changed(),
    });
    this.phones.push(phone);
    this.element.insertBefore(phone.element, this.add);
    return phone;
  }

  another() {
    const taken = new Set(this.phones.map((phone) => phone.pid));
    const likely = [...FIRST.map(byKey), ...[...scene.people.values()].sort((a, b) => (b.kind === 'villager') - (a.kind === 'villager'))];
    const next = likely.find((person) => person && !taken.has(person.id));
    if (!next) return;
    const phone = this.place(next.id, this.phones[0]?.cid ?? null);
    this.front = phone;
    this.arrange();
    phone.refresh().catch(() => {});
    phone.choose();
    phone.element.scrollIntoView({ inline: 'end', block: 'nearest' });
  }

  remove(phone) {
    if (this.phones.length < 2) return;
    phone.conversation?.close();
    phone.element.remove();
    this.phones = this.phones.filter((one) => one !== phone);
    if (this.front === phone) this.front = this.phones[0];
    this.arrange();
    (narrow.matches ? this.tabs.querySelector('.tab') : this.add).focus();
  }

  bring(phone) {
    if (this.front === phone) phone.choose(); else this.show(phone);
  }

  show(phone) {
    this.front = phone;
    this.arrange();
    if (!narrow.matches) phone.element.scrollIntoView({ inline: 'nearest', block: 'nearest' });
  }

  get narrow() { return narrow.matches; }

  arrange() {
    this.element.dataset.phones = this.phones.length;
    for (const phone of this.phones) phone.show(!narrow.matches || phone === this.front);
    this.changed();
  }

  changed() {
    // A phone lent to the play is remembered as its owner's.
    keep(KEPT, JSON.stringify(this.phones.map(({ pid, cid, owner }) => owner ?? { pid, cid })));
    if (!this.drawing) this.drawing = requestAnimationFrame(() => { this.drawing = 0; this.drawTabs(); });
  }

  /** Each phone keeps its button: one that were made anew at every message would lose the tap it comes in between. */
  drawTabs() {
    if (!narrow.matches) return;
    const order = this.phones.map((phone) => this.tab(phone));
    for (const gone of [...this.tabs.children]) if (!order.includes(gone)) gone.remove();
    order.forEach((tab, place) => {
      if (this.tabs.children[place] !== tab) this.tabs.insertBefore(tab, this.tabs.children[place] ?? null);
    });
    const shown = this.tabOf.get(this.front)?.tab;
    if (shown !== this.shown) shown?.scrollIntoView({ inline: 'nearest', block: 'nearest' });
    this.shown = shown;
  }

  /** The button of a phone, with whose it is, whether it is in hand and how much is unread put right. */
  tab(phone) {
    let kept = this.tabOf.get(phone);
    if (!kept) {
      const box = make('span', { class: 'face-box' });
      const dot = make('span', { class: 'dot' });
      const called = make('bdi', { class: 'tab-name' });
      const tab = make('button', { class: 'tab', type: 'button', onclick: () => this.bring(phone) }, box, called);
      kept = { tab, box, dot, called, swap: icon('swap') };
      this.tabOf.set(phone, kept);
    }
    const { tab, box, dot, called, swap } = kept;
    const { person } = phone;
    const here = phone === this.front;
    if (kept.pid !== phone.pid || kept.name !== person?.name) {
      box.replaceChildren(face(phone.pid, person?.name), dot);
      called.textContent = person?.name ?? '';
      Object.assign(kept, { pid: phone.pid, name: person?.name });
    }
    dot.hidden = here || !phone.unread;
    dot.textContent = String(phone.unread);
    if (here) { tab.setAttribute('aria-current', 'true'); tab.append(swap); } else { tab.removeAttribute('aria-current'); swap.remove(); }
    return name(tab, here ? 'phone-change' : 'phone-of', { name: person?.name });
  }

  follow(play) { this.usher.follow(play); }
  heard(kind, fact) { for (const phone of this.phones) phone.heard(kind, fact); }
  tick() { for (const phone of this.phones) phone.tick(); }
  dress() { for (const phone of this.phones) phone.dress(); }
  refresh() { return Promise.allSettled(this.phones.map((phone) => phone.refresh())); }
}
