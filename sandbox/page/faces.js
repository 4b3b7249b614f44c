// Avatars: a person's emoji on their colour, the bot's loudspeaker, a group's grid of nine.

import { make } from './make.js';
import { members, scene } from './scene.js';

const COLOURS = ['#c9d6c3', '#e6cfb8', '#c7d3e3', '#e3c6c6', '#d8cde4', '#cfe0dd', '#e9dfb5'];

/** A face is decoration: the name stands beside it, so screen readers skip it. */
export function face(id, name = '') {
  const person = scene.people.get(id);
  if (id === scene.bot.id) return tile('📢', '#07a050', 'face bot');
  const colour = person?.colour ?? COLOURS[Math.abs(Number(id) || 0) % COLOURS.length];
  return tile(person?.avatar || [...name][0] || '?', colour);
}

function tile(sign, colour, kind = 'face') {
  const written = /^[\p{L}\p{N}?]/u.test(sign);
  const square = make('span', { class: written ? `${kind} letter` : kind, 'aria-hidden': 'true' }, sign);
  square.style.setProperty('--face', colour);
  return square;
}

export function chatFace(chat) {
  if (chat.kind === 'private') return face(scene.bot.id);
  const nine = members(chat.id).filter((id) => scene.people.has(id)).slice(0, 9);
  if (nine.length < 2) return tile(chat.avatar || [...(chat.title ?? '')][0] || '?', COLOURS[0]);
  return make('span', { class: 'face grid', 'aria-hidden': 'true' }, ...nine.map((id) => face(id)));
}
