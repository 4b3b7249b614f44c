// The bar above the desk: the village's clock that can be turned, the play with its narration, the language.

import { icon, make } from './make.js';
import { scene } from './scene.js';
import { either, keep, moment, name, recall, remember, say, speak, spoken, word } from './words.js';
import { stage } from './wire.js';

const TURNS = [
  { key: 'plus-10', turn: { plus_minutes: 10 } },
  { key: 'plus-60', turn: { plus_minutes: 60 } },
  { key: 'to-0530', turn: { to: '05:30' } },
  { key: 'to-2000', turn: { to: '20:00' } },
];

const KEPT = 'yihu-follow';

export class Bar {
  constructor(element) {
    this.turning = false;
    this.now = make('time', { class: 'now' });
    this.turns = make('div', { class: 'turns', role: 'group', id: 'turns' });
    name(this.turns, 'clock-open', {}, false);
    for (const { key, turn } of TURNS) {
      this.turns.append(say(make('button', { class: 'turn', type: 'button', 'data-turn': key, onclick: () => this.turn(turn) }), key));
    }
    this.free = make('input', { class: 'free', type: 'text', inputmode: 'numeric', maxlength: '5', autocomplete: 'off', value: '06:00' });
    name(this.free, 'clock-free');
    const go = say(make('button', { class: 'turn go', type: 'submit' }), 'clock-go');
    this.turns.append(make('form', { class: 'free-form', onsubmit: (event) => { event.preventDefault(); this.turnTo(); } }, this.free, go));
    this.opener = make('button', { class: 'opener', type: 'button', 'aria-expanded': 'false', 'aria-controls': 'turns',
      onclick: () => this.unfold() }, icon('clock'), say(make('span'), 'clock-open'));
    const clock = make('div', { class: 'clock', role: 'group' }, make('p', { class: 'now-line' }, this.now,
      make('span', { class: 'spin', 'aria-hidden': 'true' })), this.opener, this.turns);
    name(clock, 'clock', {}, false);
    this.clock = clock;
    this.playButton = make('button', { class: 'play', type: 'button', onclick: () => this.play() }, icon('play'), make('span'));
    this.choice = make('select', { class: 'plays', hidden: true });
    name(this.choice, 'play-choose');
    this.language = say(make('button', { class: 'language', type: 'button', onclick: () => speak(spoken() === 'zh' ? 'en' : 'zh') }), 'language');
    name(this.language, 'language-hint');
    this.note = make('p', { class: 'note', role: 'status' });
    this.count = make('span', { class: 'count' });
    this.gauge = make('progress', { class: 'gauge', max: '1', value: '0' });
    name(this.gauge, 'play-running', { done: 0, total: 0 }, false);
    this.follow = say(make('button', { class: 'follow', type: 'button', onclick: () => this.setFollow(!scene.follow) }), 'follow');
    name(this.follow, 'follow-hint');
    this.setFollow(recall(KEPT) !== 'off');
    this.story = make('div', { class: 'story', hidden: true }, this.gauge, make('div', { class: 'story-line' }, this.note, this.count, this.follow,
      name(make('button', { class: 'tool', type: 'button', onclick: () => { this.story.hidden = true; } }, icon('cross')), 'close')));
    this.said = make('p', { class: 'bar-words', role: 'status' });
    const logo = make('img', { src: '/page/icon.svg', alt: '', width: '40', height: '40' });
    this.element = element;
    this.brand = make('div', { class: 'brand' }, logo, say(make('h1'), 'brand'));
    this.playBox = make('div', { class: 'play-box' }, this.choice, this.playButton, this.language);
    element.append(this.brand, clock, this.said, this.playBox, this.story);
    remember(element, 'fit', () => setTimeout(() => this.fit()));
    addEventListener('resize', () => this.fit());
    this.choice.addEventListener('change', () => this.drawPlays());
    this.drawPlays();
    this.tick();
    if (scene.play?.running) this.progress(scene.play);
  }

  tick() {
    if (!scene.now) return;
    this.now.dateTime = scene.now;
    remember(this.now, 'text', () => {
      this.now.replaceChildren(make('span', { class: 'date' }, moment(scene.now, 'date')), ' ', make('b', {}, moment(scene.now, 'time')));
    });
    const local = moment(scene.now, 'time');
    say(this.turns.querySelector('[data-turn=to-0530]'), local < '05:30' ? 'to-0530-today' : 'to-0530');
    say(this.turns.querySelector('[data-turn=to-2000]'), local < '20:00' ? 'to-2000' : 'to-2000-tomorrow');
  }

  /** When the bar would need a second line, the play says less; then the turns fold away behind a button. */
  fit() {
    const { classList } = this.element;
    const wraps = () => this.playBox.offsetTop > this.brand.offsetTop + this.brand.offsetHeight || !this.brand.offsetHeight;
    classList.remove('snug', 'tight');
    if (wraps()) classList.add('snug');
    if (wraps()) classList.add('tight');
  }

  unfold() {
    const open = this.opener.getAttribute('aria-expanded') !== 'true';
    this.opener.setAttribute('aria-expanded', String(open));
    this.element.classList.toggle('open', open);
  }

  turnTo() {
    const found = /^\s*([01]?\d|2[0-3])[:：.]?([0-5]\d)\s*$/.exec(this.free.value);
    if (!found) { say(this.said, 'clock-bad'); this.free.focus(); return; }
    this.turn({ to: `${found[1].padStart(2, '0')}:${found[2]}` });
  }

  async turn(turn) {
    if (this.turning) return;
    this.turning = true;
    say(this.said, 'clock-turning');
    this.hold();
    try {
      const { now } = await stage.clock(turn);
      if (now) scene.now = now;
      this.tick();
      remember(this.said, 'text', () => { this.said.textContent = ''; });
    } catch (why) {
      say(this.said, 'failed', { why: why.message });
    }
    this.turning = false;
    this.hold();
  }

  /** While time is turning or a play runs, nobody else turns the clock. */
  hold() {
    const held = this.turning || Boolean(scene.play?.running);
    this.clock.classList.toggle('turning', this.turning);
    this.clock.setAttribute('aria-busy', String(this.turning));
    for (const button of this.turns.querySelectorAll('button, input')) button.disabled = held;
    this.playButton.disabled = held || !scene.plays.length;
  }

  drawPlays() {
    const chosen = this.choice.value || scene.plays.find((one) => one.name === 'potato_harvest')?.name || scene.plays[0]?.name;
    this.choice.hidden = scene.plays.length < 2;
    this.element.classList.toggle('choosing', !this.choice.hidden);
    this.choice.replaceChildren(...scene.plays.map((one) => {
      const option = make('option', { value: one.name, selected: one.name === chosen });
      return remember(option, 'text', () => { option.textContent = either(one.title); });
    }));
    const words = this.playButton.lastChild;
    const play = scene.plays.find((one) => one.name === chosen);
    remember(words, 'text', () => {
      const title = play && either(play.title);
      words.replaceChildren(...(play ? [make('span', { class: 'play-long' }, word('play', { title })),
        make('span', { class: 'play-short', 'aria-hidden': 'true' }, word('play-short'))] : [word('play-none')]));
    });
    this.hold();
    this.fit();
  }

  /** Whether the phones go along with the play: each deed is seen on the phone of who does it. */
  setFollow(on) {
    scene.follow = on;
    keep(KEPT, on ? 'on' : 'off');
    this.follow.setAttribute('aria-pressed', String(on));
  }

  async play() {
    const chosen = this.choice.value;
    if (!chosen) return;
    this.story.hidden = false;
    this.gauge.removeAttribute('value');
    say(this.note, 'play-starting');
    this.playButton.disabled = true;
    try {
      await stage.play(chosen);
    } catch (why) {
      if (why.status === 409) say(this.note, 'play-busy');
      else say(this.note, 'failed', { why: why.message });
      this.gauge.value = 0;
      this.hold();
    }
  }

  progress(play) {
    const ended = scene.play?.running && !play.running;
    scene.play = play;
    this.hold();
    if (play.running) {
      this.story.hidden = false;
      this.gauge.max = Math.max(play.total, 1);
      this.gauge.value = play.done;
      name(this.gauge, 'play-running', { done: play.done, total: play.total }, false);
      remember(this.count, 'text', () => { this.count.textContent = `${play.done} / ${play.total}`; });
      if (play.note) remember(this.note, 'text', () => { this.note.textContent = either(play.note); });
    } else if (ended || !this.story.hidden) {
      this.gauge.value = this.gauge.max;
      if (play.error) say(this.note, 'play-stuck', { done: play.done, total: play.total }); else say(this.note, 'play-done');
    }
  }
}
