// One open chat on one phone: its title bar, its messages, its composer, and what taps and links in it do.

import { Composer } from './composer.js';
import { Log } from './log.js';
import { icon, make } from './make.js';
import { large } from './notices.js';
import { botLink, calls, follow } from './rich.js';
import { members, scene } from './scene.js';
import { name, remember, say } from './words.js';
import { stage } from './wire.js';

export class Conversation {
  /** `phone` = {pid, notices, back(), start(payload)}. */
  constructor(chat, phone) {
    this.chat = chat;
    this.phone = phone;
    this.tapping = 0;
    this.asked = null;
    const does = {
      reply: (message) => this.composer.quote(message),
      tap: (message, button, key) => this.tap(message, button, key),
      command: (words) => this.command(words),
      speak: (words) => this.speak(words),
      link: (url) => this.link(url),
      large,
    };
    this.log = new Log(chat, phone.pid, does, (limit) => stage.messages(phone.pid, chat.id, limit));
    this.composer = new Composer({
      send: (text, reply) => stage.say(phone.pid, chat.id, text, reply),
      file: (file) => stage.file(phone.pid, chat.id, file),
      commands: () => stage.commands(phone.pid, chat.id),
    }, (key) => phone.notices.trouble(key));
    this.backCount = make('span', { class: 'back-count' });
    this.backButton = make('button', { class: 'tool back', type: 'button', onclick: phone.back }, icon('back'), this.backCount);
    this.title = make('h2', { class: 'nav-title' });
    this.retitle();
    this.element = make('div', { class: 'screen-chat' },
      make('div', { class: 'nav' }, this.backButton, this.title), this.log.element, this.composer.element);
    this.others(0);
  }

  retitle() {
    const count = this.chat.kind === 'group' ? members(this.chat.id).length : 0;
    if (count) say(this.title, 'chat-members', { title: this.chat.title, n: count });
    else remember(this.title, 'text', () => { this.title.textContent = this.chat.title; });
  }

  /** Shows what has been said: `messages` if they are at hand, else what the stage answers. */
  async load(messages = null) {
    this.composer.forgetCommands();
    const since = this.log.beat;
    this.log.reset(messages ?? await stage.messages(this.phone.pid, this.chat.id, this.log.limit), since);
    const newest = this.log.messages.at(-1);
    if (newest) this.expected(newest);
  }

  /** How much is unread in the phone's other chats, beside the back arrow as WeChat shows it. */
  others(unread) {
    this.backCount.textContent = unread > 99 ? '99+' : unread || '';
    name(this.backButton, unread ? 'back-unread' : 'back', { n: unread });
  }

  async tap(message, button, key) {
    if (key.getAttribute('aria-busy')) return;
    const { pid, notices } = this.phone;
    key.setAttribute('aria-busy', 'true');
    this.tapping += 1;
    try {
      const { toast } = await stage.tap(pid, this.chat.id, message.id, button.data) ?? {};
      if (toast?.url) this.link(toast.url);
      if (toast) notices.show(toast);
    } catch {
      notices.trouble('failed-tap');
    }
    this.tapping -= 1;
    key.removeAttribute('aria-busy');
  }

  /** When the bot asks for an answer, the answer is already quoting the question. */
  expected(message) {
    if (message.id === this.asked) return;
    if (message.force_reply && (this.chat.kind === 'private' || calls(message, this.phone.pid))) {
      this.asked = message.id;
      this.composer.quote(message, false);
    }
  }

  command(words) {
    const inGroup = this.chat.kind === 'group' && !words.includes('@') && scene.bot.username;
    this.speak(inGroup ? `${words}@${scene.bot.username}` : words);
  }

  async speak(words) {
    try {
      await stage.say(this.phone.pid, this.chat.id, words);
    } catch {
      this.phone.notices.trouble('failed-send');
    }
  }

  link(url) {
    const asked = botLink(url);
    if (asked) this.phone.start(asked.payload); else follow(url);
  }

  close() { this.log.close(); }
}
