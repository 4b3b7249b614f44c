// What a phone says over everything else: a passing toast, an alert with OK; and the one large picture of the page.

import { icon, make } from './make.js';
import { name, say, word } from './words.js';

const SHORTEST = 2600;
const PER_LETTER = 90;
const LONGEST = 8000;
const SAME = 3000;

export class Notices {
  constructor() {
    this.toastBox = make('div', { class: 'toasts', role: 'status' });
    this.alertBox = make('div', { class: 'alerts' });
    this.element = make('div', { class: 'notices' }, this.toastBox, this.alertBox);
    this.last = { text: '', at: -Infinity };
  }

  /** The same answer reaches us twice, as the tap's reply and as an event; it is shown once. */
  show({ text, alert }) {
    if (!text) return;
    const now = performance.now();
    if (text === this.last.text && now - this.last.at < SAME) return;
    this.last = { text, at: now };
    if (alert) this.alert(text); else this.toast(text);
  }

  trouble(key, blanks) { this.show({ text: word(key, blanks), alert: false }); }

  toast(text) {
    const line = make('p', { class: 'toast' }, text);
    this.toastBox.replaceChildren(line);
    setTimeout(() => line.remove(), Math.min(SHORTEST + PER_LETTER * text.length, LONGEST));
  }

  alert(text) {
    this.toastBox.replaceChildren();
    const before = document.activeElement;
    const words = make('p', { class: 'alert-words', id: `alert-${crypto.randomUUID?.() ?? Math.random()}` }, text);
    const close = () => { veil.remove(); if (before?.isConnected) before.focus(); };
    const ok = say(make('button', { class: 'alert-ok', type: 'button', onclick: close }), 'ok');
    const box = make('div', { class: 'alert', role: 'alertdialog', 'aria-modal': 'true', 'aria-labelledby': words.id }, words, ok);
    const veil = make('div', { class: 'veil', onkeydown: (event) => {
      if (event.key === 'Escape') close();
      // The one button keeps the focus until the person has answered.
      if (event.key === 'Tab') event.preventDefault();
    } }, box);
    this.alertBox.replaceChildren(veil);
    // Someone writing on the phone beside this one is not interrupted.
    if (before === document.body || this.element.parentElement.contains(before)) ok.focus();
  }

  clear() {
    this.toastBox.replaceChildren();
    this.alertBox.replaceChildren();
    this.last = { text: '', at: -Infinity };
  }
}

/** Opens a picture over the whole page. */
export function large(address, words) {
  const dialog = document.getElementById('large');
  const close = name(make('button', { class: 'large-close', type: 'button', onclick: () => dialog.close() }, icon('cross')), 'close');
  const keep = name(make('a', { class: 'large-save', href: address, download: '' }, icon('save'), say(make('span'), 'save')), 'save');
  dialog.replaceChildren(make('img', { src: address, alt: words || word('photo') }), keep, close);
  dialog.onclick = (event) => { if (event.target === dialog || event.target.tagName === 'IMG') dialog.close(); };
  name(dialog, 'photo', {}, false);
  dialog.showModal();
  close.focus();
}
