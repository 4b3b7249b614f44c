// The messages of one open chat: kept in order, redrawn one by one in place, pinned to the newest unless the reader went up.

import { fill } from './bubble.js';
import { calm, icon, make } from './make.js';
import { moment, name, remember, sameDay, say } from './words.js';

const PAGE = 200;
const GAP = 5 * 60 * 1000;
const NEAR = 90;

export class Log {
  /** `does` is what bubbles ask for (see bubble.js); `older(limit)` asks for more of the past. */
  constructor(chat, me, does, older) {
    this.chat = chat;
    this.me = me;
    this.does = { ...does, jump: (id) => this.jump(id) };
    this.messages = [];
    this.rows = new Map();
    this.limit = PAGE;
    this.beat = 0;
    this.gone = new Set();
    this.pinned = true;
    this.below = 0;
    this.top = 0;
    this.list = make('div', { class: 'rows', role: 'log', 'aria-live': 'polite', 'aria-relevant': 'additions' });
    name(this.list, 'log', { title: chat.title }, false);
    this.earlier = make('button', { class: 'earlier', type: 'button', hidden: true, onclick: () => this.more(older) });
    say(this.earlier, 'older');
    this.nobody = say(make('p', { class: 'nobody', hidden: true }), 'empty');
    this.inner = make('div', { class: 'log-inner' }, this.earlier, this.nobody, this.list);
    this.scroller = make('div', { class: 'log', tabindex: '0', onscroll: () => this.scrolled(), onkeydown: (e) => this.keyed(e) }, this.inner);
    this.fresh = make('button', { class: 'fresh', type: 'button', hidden: true, onclick: () => this.toEnd() }, icon('down'), make('span'));
    this.element = make('div', { class: 'log-box' }, this.scroller, this.fresh);
    // Rows below the fold have guessed heights until seen, pictures arrive late, the keyboard opens: stay at the end through all of it.
    this.watch = new ResizeObserver(() => { if (this.pinned) this.scroller.scrollTop = this.scroller.scrollHeight; });
    this.watch.observe(this.inner);
    this.watch.observe(this.scroller);
  }

  /**
   * Takes the stage's own list as the truth: adds, redraws and removes what differs. The list was asked for at `since`
   * (see `beat`); whatever an event has told us after that is newer than the list and stays.
   */
  reset(messages, since = this.beat) {
    const kept = new Set(messages.map((one) => one.id));
    const first = messages[0]?.id ?? -Infinity;
    this.drop([...this.rows.keys()].filter((id) => !kept.has(id) && id >= first && this.rows.get(id).beat <= since));
    for (const message of messages) {
      if (!this.gone.has(message.id) && !(this.rows.get(message.id)?.beat > since)) this.put(message, true);
    }
    this.earlier.hidden = messages.length < this.limit;
    this.nobody.hidden = this.messages.length > 0;
  }

  /** Draws a new message or redraws a known one. */
  put(message, quiet = false) {
    const known = this.rows.get(message.id);
    if (!quiet) this.beat += 1;
    if (known) {
      if (!quiet) known.beat = this.beat;
      this.redraw(known, message, quiet);
      return;
    }
    let at = this.messages.length;
    while (at > 0 && this.messages[at - 1].id > message.id) at -= 1;
    const row = make('article', { tabindex: '-1', 'data-id': message.id });
    fill(row, message, this.me, this.chat.kind, this.does);
    const group = make('div', { class: 'slot' }, row);
    this.list.insertBefore(group, this.rows.get(this.messages[at]?.id)?.group ?? null);
    this.messages.splice(at, 0, message);
    this.rows.set(message.id, { group, row, print: JSON.stringify(message), beat: this.beat });
    this.separate(at);
    this.separate(at + 1);
    this.nobody.hidden = true;
    if (!quiet) this.arrived(message, row);
  }

  arrived(message, row) {
    row.classList.add('arrived');
    // The size watch scrolls once a frame; scrolling here would lay out the whole chat for every message of a rush.
    if (message.from?.id === this.me) { this.pinned = true; this.count(0); }
    else if (!this.pinned) this.count(this.below + 1);
  }

  redraw(known, message, quiet) {
    const print = JSON.stringify(message);
    if (print === known.print) return;
    known.print = print;
    this.messages[this.index(message.id)] = message;
    const focused = known.row.contains(document.activeElement) ? document.activeElement : null;
    const place = focused ? [...known.row.querySelectorAll('button, a')].indexOf(focused) : -1;
    const code = focused?.dataset.code;
    fill(known.row, message, this.me, this.chat.kind, this.does);
    if (focused) this.refocus(known.row, code, place);
    if (quiet) return;
    known.row.classList.remove('changed');
    if (!calm()) requestAnimationFrame(() => known.row.classList.add('changed'));
  }

  refocus(row, code, place) {
    const all = [...row.querySelectorAll('button, a')];
    const same = code === undefined ? all[place] : all.find((one) => one.dataset.code === code);
    (same ?? row).focus({ preventScroll: true });
  }

  remove(ids) {
    for (const id of ids) this.gone.add(id);
    this.drop(ids);
  }

  drop(ids) {
    for (const id of ids) {
      const known = this.rows.get(id);
      if (!known) continue;
      const at = this.index(id);
      known.group.remove();
      this.rows.delete(id);
      this.messages.splice(at, 1);
      this.separate(at);
    }
    this.nobody.hidden = this.messages.length > 0;
  }

  index(id) {
    let low = 0;
    let high = this.messages.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.messages[middle].id < id) low = middle + 1; else high = middle;
    }
    return low;
  }

  /** The little time line above a message: on a new day, or after five quiet minutes. */
  separate(at) {
    const message = this.messages[at];
    if (!message) return;
    const { group } = this.rows.get(message.id);
    const before = this.messages[at - 1];
    const newDay = !before || !sameDay(before.at, message.at);
    const due = newDay || new Date(message.at) - new Date(before.at) >= GAP;
    const old = group.querySelector(':scope > .when');
    if (!due) { old?.remove(); return; }
    const line = old ?? make('time', { class: 'when', datetime: message.at });
    remember(line, 'text', () => { line.textContent = moment(message.at, newDay ? 'day' : 'time'); });
    if (!old) group.prepend(line);
  }

  async more(older) {
    this.limit *= 5;
    const height = this.scroller.scrollHeight - this.scroller.scrollTop;
    const since = this.beat;
    this.reset(await older(this.limit), since);
    this.pinned = false;
    this.scroller.scrollTop = this.scroller.scrollHeight - height;
  }

  scrolled() {
    const left = this.scroller.scrollHeight - this.scroller.scrollTop - this.scroller.clientHeight;
    // A hidden phone reports no height; it has not been scrolled by anyone.
    if (!this.scroller.clientHeight) return;
    // In a rush of messages the end runs away faster than we follow; only moving up lets go of it.
    const up = this.scroller.scrollTop < this.top - 1;
    this.top = this.scroller.scrollTop;
    if (left < NEAR) this.pinned = true; else if (up) this.pinned = false;
    this.count(this.pinned ? 0 : this.below);
  }

  count(below) {
    if (this.fresh.hidden === this.pinned && this.below === below) return;
    this.below = below;
    this.fresh.hidden = this.pinned;
    this.fresh.lastChild.hidden = !below;
    say(this.fresh.lastChild, 'new-below', { n: below });
    name(this.fresh, below ? 'new-below' : 'to-end', { n: below });
  }

  toEnd() {
    this.pinned = true;
    this.count(0);
    this.scroller.scrollTop = this.scroller.scrollHeight;
  }

  jump(id) {
    const row = this.rows.get(id)?.row;
    if (!row) return;
    this.pinned = false;
    row.scrollIntoView({ block: 'center', behavior: calm() ? 'auto' : 'smooth' });
    row.classList.remove('changed');
    requestAnimationFrame(() => row.classList.add('changed'));
    row.focus({ preventScroll: true });
  }

  /** Arrow keys walk the messages, Enter quotes the one in hand. */
  keyed(event) {
    if (event.target !== this.scroller && !event.target.matches('.row')) return;
    const here = document.activeElement.closest?.('.row');
    if (event.key === 'Enter' && here && !here.classList.contains('service')) {
      event.preventDefault();
      this.does.reply(this.messages[this.index(Number(here.dataset.id))]);
      return;
    }
    const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
    if (!step || !this.messages.length) return;
    event.preventDefault();
    const at = here ? this.index(Number(here.dataset.id)) + step : this.messages.length - 1;
    const next = this.messages[Math.max(0, Math.min(at, this.messages.length - 1))];
    const row = this.rows.get(next.id).row;
    row.focus({ preventScroll: true });
    row.scrollIntoView({ block: 'nearest' });
  }

  close() { this.watch.disconnect(); }
}
