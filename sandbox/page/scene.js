// What everyone on the desk shares: the people, the chats, the bot, the village's time, the play.

import { either, useZone } from './words.js';

export const scene = {
  now: null,
  bot: { id: 0, name: 'bot', username: '' },
  people: new Map(),
  chats: new Map(),
  plays: [],
  play: null,
  follow: true,
};

export function setScene(state) {
  useZone(state.zone);
  scene.now = state.now;
  scene.bot = state.bot;
  scene.people = new Map(state.people.map((person) => [person.id, person]));
  scene.chats = new Map((state.chats ?? []).map((chat) => [chat.id, chat]));
  scene.plays = state.plays ?? [];
  scene.play = state.play ?? null;
}

export const byKey = (key) => [...scene.people.values()].find((person) => person.key === key);

/** The word for what someone is (a Party secretary, a social worker …) in the page's language. */
export const label = (person) => either({ zh: person.label, en: person.label_en || person.label });

/** Members of a group chat as ids, however the stage lists them. */
export function members(cid) {
  const listed = scene.chats.get(cid)?.members ?? [];
  return Array.isArray(listed) ? listed.map((one) => one?.id ?? one) : [];
}
