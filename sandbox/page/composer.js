// The bottom of a chat: the words being written, the quote above them, the "/" list, the file button.

import { icon, make } from './make.js';
import { hint, name, remember, say, word } from './words.js';

export class Composer {
  /** `does` = {send(text, replyId), file(file), commands()} — each returns a promise; `trouble(key)` shows a failure. */
  constructor(does, trouble) {
    this.does = does;
    this.trouble = trouble;
    this.quoted = null;
    this.known = null;
    this.chosen = -1;
    this.sending = false;
    this.menuId = `menu-${crypto.randomUUID?.() ?? Math.random()}`;
    this.input = make('textarea', { class: 'input', rows: '1', enterkeyhint: 'send', role: 'combobox', maxlength: '4096',
      'aria-autocomplete': 'list', 'aria-expanded': 'false', 'aria-controls': this.menuId,
      oninput: () => this.typed(), onkeydown: (event) => this.keyed(event) });
    hint(this.input, 'input');
    name(this.input, 'input', {}, false);
    this.menu = make('ul', { class: 'menu', role: 'listbox', id: this.menuId, hidden: true });
    name(this.menu, 'commands', {}, false);
    this.strip = make('div', { class: 'strip', hidden: true });
    this.slash = name(make('button', { class: 'tool slash', type: 'button', onclick: () => this.slashed() }, icon('slash')), 'commands');
    this.picker = make('input', { type: 'file', hidden: true, onchange: () => this.attach() });
    this.plus = name(make('button', { class: 'tool plus', type: 'button', onclick: () => this.picker.click() }, icon('plus')), 'attach');
    this.sender = say(make('button', { class: 'send', type: 'submit', hidden: true }), 'send');
    this.element = make('form', { class: 'composer', onsubmit: (event) => { event.preventDefault(); this.send(); } },
      this.menu, this.strip, make('div', { class: 'line' }, this.slash, this.input, this.plus, this.picker, this.sender));
  }

  typed() {
    const { input } = this;
    this.sender.hidden = !input.value.trim();
    this.plus.hidden = !this.sender.hidden;
    if (!CSS.supports('field-sizing', 'content')) {
      input.style.height = 'auto';
      input.style.height = `${Math.min(input.scrollHeight, 160)}px`;
    }
    if (/^\/\S*$/.test(input.value)) this.offer(); else this.hideMenu();
  }

  restore(draft) {
    if (!draft) return;
    this.input.value = draft;
    this.typed();
    this.hideMenu();
  }

  async slashed() {
    if (!this.menu.hidden) { this.hideMenu(); return; }
    if (!this.input.value) this.input.value = '/';
    this.typed();
    this.input.focus();
  }

  async offer() {
    this.known ??= await this.does.commands().catch(() => null);
    if (!/^\/\S*$/.test(this.input.value)) return;
    const begun = this.input.value.slice(1).toLowerCase();
    const fitting = (this.known ?? []).filter((one) => one.command.startsWith(begun));
    this.chosen = -1;
    if (!fitting.length && begun) { this.hideMenu(); return; }
    const lines = fitting.map((one, at) => make('li', { class: 'choice', role: 'option', id: `${this.menuId}-${at}`, 'aria-selected': 'false',
      onclick: () => this.choose(one) }, make('b', {}, `/${one.command}`), make('span', {}, one.description ?? '')));
    if (!lines.length) lines.push(make('li', { class: 'choice none' }, word('commands-none')));
    this.menu.replaceChildren(...lines);
    this.menu.hidden = false;
    this.input.setAttribute('aria-expanded', 'true');
  }

  hideMenu() {
    this.menu.hidden = true;
    this.chosen = -1;
    this.input.setAttribute('aria-expanded', 'false');
    this.input.removeAttribute('aria-activedescendant');
  }

  choose(one) {
    this.input.value = `/${one.command} `;
    this.hideMenu();
    this.typed();
    this.input.focus();
  }

  mark(step) {
    const lines = [...this.menu.querySelectorAll('[role=option]')];
    if (!lines.length) return;
    this.chosen = (this.chosen + step + lines.length + (this.chosen < 0 && step < 0 ? 1 : 0)) % lines.length;
    lines.forEach((line, at) => line.setAttribute('aria-selected', String(at === this.chosen)));
    lines[this.chosen].scrollIntoView({ block: 'nearest' });
    this.input.setAttribute('aria-activedescendant', lines[this.chosen].id);
  }

  keyed(event) {
    // While a Chinese input method is composing, Enter belongs to it.
    if (event.isComposing || event.keyCode === 229) return;
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!this.menu.hidden && step) { event.preventDefault(); this.mark(step); return; }
    if (event.key === 'Escape') {
      if (!this.menu.hidden) this.hideMenu(); else this.quote(null);
      return;
    }
    if (event.key !== 'Enter' || event.shiftKey) return;
    event.preventDefault();
    if (!this.menu.hidden && this.chosen >= 0) this.menu.querySelectorAll('[role=option]')[this.chosen].click();
    else this.send();
  }

  /** Puts a message above the words being written (null takes it away). */
  quote(message, focus = true) {
    this.quoted = message;
    this.strip.hidden = !message;
    if (!message) { this.strip.replaceChildren(); return; }
    const words = make('span', { class: 'strip-words' });
    remember(words, 'text', () => {
      const said = message.text || message.caption || word(message.photo ? 'last-photo' : 'last-file');
      words.replaceChildren(make('b', {}, word('reply-to', { name: message.from?.name ?? '' })), make('span', {}, said));
    });
    const drop = make('button', { class: 'tool', type: 'button', onclick: () => { this.quote(null); this.input.focus(); } }, icon('cross'));
    this.strip.replaceChildren(words, name(drop, 'reply-cancel'));
    if (focus) this.input.focus();
  }

  async send() {
    const text = this.input.value.trim();
    if (!text || this.sending) return;
    this.sending = true;
    this.hideMenu();
    try {
      await this.does.send(text, this.quoted?.id);
      // The words leave the box only when the stage has them.
      if (this.input.value.trim() === text) this.input.value = '';
      this.quote(null);
      this.typed();
    } catch {
      this.trouble('failed-send');
    } finally {
      this.sending = false;
    }
  }

  async attach() {
    const [file] = this.picker.files;
    this.picker.value = '';
    if (!file) return;
    this.plus.setAttribute('aria-busy', 'true');
    try { await this.does.file(file); } catch { this.trouble('failed-file'); }
    this.plus.removeAttribute('aria-busy');
  }

  /** Commands depend on who and where, and the bot may change them. */
  forgetCommands() { this.known = null; }
}
