// Choosing whose phone this is: everyone of the village, by kind, with a search for names and roles.

import { face } from './faces.js';
import { icon, make } from './make.js';
import { label, scene } from './scene.js';
import { hint, name, say } from './words.js';

const ORDER = ['official', 'worker', 'operator', 'villager'];

/** `taken` are ids already on the desk; `chosen(pid)`, `closed()`, and `removed()` if this phone may be taken away. */
export function picker(taken, { chosen, closed, removed }) {
  const search = make('input', { class: 'search', type: 'search', autocomplete: 'off', oninput: () => sift() });
  hint(search, 'picker-search');
  name(search, 'picker-search', {}, false);
  const none = say(make('p', { class: 'nobody', hidden: true, role: 'status' }), 'picker-none');
  const groups = ORDER.map((kind) => group(kind, taken, chosen)).filter(Boolean);
  const heading = say(make('h2', { class: 'nav-title' }), 'picker');
  const close = name(make('button', { class: 'tool', type: 'button', onclick: closed }, icon('cross')), 'picker-close');
  const away = removed ? say(make('button', { class: 'away', type: 'button', onclick: removed }), 'picker-remove') : null;
  const sheet = make('div', { class: 'picker', role: 'dialog', onkeydown: (event) => { if (event.key === 'Escape') closed(); } },
    make('div', { class: 'nav' }, close, heading), search, make('div', { class: 'list-scroll' }, ...groups, none, away));
  name(sheet, 'picker', {}, false);

  function sift() {
    const wanted = search.value.trim().toLowerCase();
    for (const button of sheet.querySelectorAll('.person')) {
      button.parentElement.hidden = !button.dataset.find.includes(wanted);
    }
    for (const part of groups) part.hidden = !part.querySelector('li:not([hidden])');
    none.hidden = groups.some((part) => !part.hidden);
  }

  // The keyboard of a phone should not jump up before anyone asked for it.
  setTimeout(() => (matchMedia('(pointer: fine)').matches ? search : close).focus({ preventScroll: true }));
  return sheet;
}

function group(kind, taken, chosen) {
  const people = [...scene.people.values()].filter((person) => person.kind === kind);
  if (!people.length) return null;
  return make('section', { class: 'people' }, say(make('h3'), `kind-${kind}`),
    make('ul', {}, ...people.map((person) => make('li', {}, line(person, taken.has(person.id), chosen)))));
}

function line(person, taken, chosen) {
  const role = label(person);
  const button = make('button', { class: 'person', type: 'button', disabled: taken, 'data-key': person.key, onclick: () => chosen(person.id),
    'data-find': [person.name, person.key, person.label, person.label_en, person.username].join(' ').toLowerCase() },
  face(person.id, person.name), make('span', { class: 'person-words' }, make('bdi', {}, person.name),
    person.kind === 'villager' ? null : make('span', { class: 'role' }, role)));
  if (taken) button.append(say(make('span', { class: 'taken' }), 'picker-taken'));
  return button;
}
