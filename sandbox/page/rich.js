// A message's text with its entities: mentions, links, commands, bold, spoilers. Offsets count UTF-16 units, as JS strings do.

import { make } from './make.js';
import { scene } from './scene.js';
import { name } from './words.js';

const PLAIN = {
  bold: 'strong', italic: 'em', underline: 'u', strikethrough: 's', code: 'code', pre: 'pre', blockquote: 'blockquote',
  expandable_blockquote: 'blockquote',
};

/**
 * The text as nodes. `does` says what the links do: {command(text), link(url)}; `me` is the phone's person, so that a
 * mention of them stands out.
 */
export function rich(text, entities, me, does) {
  const sorted = [...(entities ?? [])]
    .filter((one) => one.length > 0 && one.offset >= 0 && one.offset + one.length <= text.length)
    .sort((a, b) => a.offset - b.offset || b.length - a.length);
  return nest(text, 0, text.length, sorted, me, does);
}

function nest(text, from, to, entities, me, does) {
  const nodes = [];
  let at = from;
  let rest = entities;
  while (rest.length) {
    const [one, ...others] = rest;
    const end = Math.min(one.offset + one.length, to);
    if (one.offset > at) nodes.push(text.slice(at, one.offset));
    const inside = others.filter((other) => other.offset < end);
    const start = Math.max(one.offset, at);
    if (end > start) nodes.push(dress(one, text.slice(start, end), nest(text, start, end, inside, me, does), me, does));
    at = Math.max(at, end);
    rest = others.filter((other) => other.offset >= end);
  }
  if (at < to) nodes.push(text.slice(at, to));
  return nodes;
}

function dress(entity, words, inner, me, does) {
  switch (entity.type) {
    case 'url':
      return link(/^[a-z]+:/i.test(words) ? words : `https://${words}`, inner, does);
    case 'text_link':
      return link(entity.url ?? '', inner, does);
    case 'mention':
      return make('span', { class: `mention${isMe(words.slice(1), me) ? ' me' : ''}` }, ...inner);
    case 'text_mention':
      return make('span', { class: `mention${entity.user?.id === me ? ' me' : ''}` }, ...inner);
    case 'bot_command':
      return make('button', { class: 'inline command', type: 'button', onclick: () => does.command(words) }, ...inner);
    case 'spoiler':
      return spoiler(inner);
    default:
      return make(PLAIN[entity.type] ?? 'span', {}, ...inner);
  }
}

const isMe = (username, me) => {
  const mine = scene.people.get(me)?.username;
  return Boolean(mine) && mine.toLowerCase() === username.toLowerCase();
};

/** Whether a message calls this person by name. */
export const calls = (message, me) => (message.entities ?? []).some((one) => (one.type === 'text_mention' && one.user?.id === me)
  || (one.type === 'mention' && isMe((message.text || message.caption || '').slice(one.offset + 1, one.offset + one.length), me)));

function link(url, inner, does) {
  return make('button', { class: 'inline link', type: 'button', title: url, onclick: () => does.link(url) }, ...inner);
}

function spoiler(inner) {
  const cover = make('span', { class: 'spoiler', role: 'button', tabindex: '0', 'aria-expanded': 'false' },
    make('span', { 'aria-hidden': 'true' }, ...inner));
  name(cover, 'spoiler');
  const show = (event) => {
    if (event.type === 'keydown' && event.key !== 'Enter' && event.key !== ' ') return;
    event.preventDefault();
    event.stopPropagation();
    const bare = make('span', { class: 'spoiler open' }, ...cover.firstChild.childNodes);
    cover.replaceWith(bare);
  };
  cover.addEventListener('click', show);
  cover.addEventListener('keydown', show);
  return cover;
}

/** What a link to this bot asks for: {payload} for t.me/<bot>?start=…, else null. */
export function botLink(url) {
  let address;
  try { address = new URL(url); } catch { return null; }
  const named = address.protocol === 'tg:' ? address.searchParams.get('domain')
    : ['t.me', 'telegram.me'].includes(address.hostname) ? address.pathname.slice(1) : '';
  if (!named || named.toLowerCase() !== scene.bot.username.toLowerCase()) return null;
  return { payload: address.searchParams.get('start') };
}

/** Only web addresses leave the page. */
export function follow(url) {
  if (/^https?:\/\//i.test(url)) window.open(url, '_blank', 'noopener,noreferrer');
}
