// One message as it looks on a phone: face, name, bubble, quote, picture, file, buttons.

import { face } from './faces.js';
import { icon, make } from './make.js';
import { rich } from './rich.js';
import { label, scene } from './scene.js';
import { either, moment, name, remember, say, word } from './words.js';
import { fileAddress } from './wire.js';

/**
 * Fills `row` with `message` as `me` sees it in a chat of `kind`. `does` says what touching it does:
 * {reply(message), jump(id), tap(message, button), speak(text), command(text), link(url), large(address, name)}.
 */
export function fill(row, message, me, kind, does) {
  const own = message.from?.id === me;
  row.className = `row ${message.service ? 'service' : own ? 'own' : 'other'}`;
  if (message.service) {
    const line = make('p', { class: 'service-line' });
    row.replaceChildren(remember(line, 'text', () => { line.textContent = either({ zh: message.service, en: message.service_en }); }));
    return;
  }
  const body = make('div', { class: 'body' });
  if (!own && kind === 'group') body.append(nameLine(message));
  body.append(bubble(message, me, does));
  if (message.buttons?.length) body.append(keyboard(message, does));
  if (message.keyboard?.length) body.append(replies(message.keyboard, does));
  if (message.reactions?.length) body.append(make('p', { class: 'reactions' }, ...message.reactions.map((one) => make('span', {}, one.emoji ?? one))));
  if (message.reply_to) body.append(quote(message.reply_to, does));
  row.replaceChildren(face(message.from?.id, message.from?.name), body);
  remember(row, 'name', () => {
    const edited = message.edited ? `, ${word('edited')}` : '';
    row.setAttribute('aria-label', `${message.from?.name ?? ''}, ${moment(message.at, 'time')}${edited}`);
  });
}

function nameLine(message) {
  const line = make('p', { class: 'from' }, make('bdi', {}, message.from?.name ?? ''));
  const person = scene.people.get(message.from?.id);
  if (person && person.kind !== 'villager') {
    const chip = make('span', { class: `chip ${person.kind}` });
    line.append(remember(chip, 'text', () => { chip.textContent = label(person); }));
  }
  return line;
}

function bubble(message, me, does) {
  const words = message.text || message.caption || '';
  const marks = message.entities?.length ? message.entities : message.caption_entities;
  const bare = message.photo && !words;
  const box = make('div', { class: `bubble${bare ? ' bare' : ''}${message.document ? ' filed' : ''}` });
  if (message.photo) box.append(picture(message, does));
  if (message.document) box.append(fileCard(message.document));
  if (words) box.append(make('p', { class: 'words', dir: 'auto' }, ...rich(words, marks, me, does)));
  box.addEventListener('click', (event) => {
    if (event.target.closest('button, a, [role=button]') || String(getSelection())) return;
    does.reply(message);
  });
  return box;
}

function picture(message, does) {
  const address = fileAddress(message.photo.file_id);
  const words = message.caption || message.text || '';
  const image = make('img', { src: address, loading: 'lazy', decoding: 'async', alt: words,
    width: message.photo.width, height: message.photo.height });
  const button = make('button', { class: 'picture', type: 'button', onclick: () => does.large(address, words) }, image);
  return name(button, 'photo-open');
}

const UNITS = ['B', 'KB', 'MB', 'GB'];
function size(bytes) {
  let amount = bytes ?? 0;
  let unit = 0;
  while (amount >= 1024 && unit < UNITS.length - 1) { amount /= 1024; unit += 1; }
  return `${amount >= 10 || unit === 0 ? Math.round(amount) : amount.toFixed(1)} ${UNITS[unit]}`;
}

const SHEETS = { doc: 'word', docx: 'word', pdf: 'pdf', xls: 'table', xlsx: 'table', csv: 'table', png: 'image', jpg: 'image',
  jpeg: 'image', json: 'code', html: 'code' };

function fileCard(file) {
  const title = file.name || file.file_name || '';
  const ending = title.includes('.') ? title.split('.').pop().toLowerCase() : '';
  const address = fileAddress(file.file_id);
  const sheet = make('span', { class: `sheet ${SHEETS[ending] ?? ''}`, 'aria-hidden': 'true' }, ending.slice(0, 4).toUpperCase() || '?');
  const open = make('a', { class: 'file', href: address, target: '_blank', rel: 'noopener' },
    make('span', { class: 'file-words' }, make('bdi', { class: 'file-name' }, title || word('file')),
      make('span', { class: 'file-size' }, size(file.size ?? file.file_size))), sheet);
  const keep = make('a', { class: 'save', href: address, download: title || '' }, icon('save'), say(make('span'), 'save'));
  return make('div', { class: 'file-card' }, name(open, 'file-open', { name: title }), name(keep, 'file-save', { name: title }));
}

function quote(original, does) {
  const who = original.from?.name ?? original.from ?? '';
  const strip = make('button', { class: 'quote', type: 'button', onclick: () => does.jump(original.id) },
    make('span', { class: 'quote-words' }, make('bdi', {}, who), ': ', original.text || ''));
  return strip;
}

const STYLES = new Set(['primary', 'success', 'danger']);

/** A reply keyboard: its keys say their own words. */
function replies(lines, does) {
  return make('div', { class: 'keyboard' }, ...lines.map((line) => make('div', { class: 'keys' },
    ...line.map((words) => make('button', { class: 'key', type: 'button', onclick: () => does.speak(words) }, words)))));
}

function keyboard(message, does) {
  return make('div', { class: 'keyboard' }, ...message.buttons.map((line) => make('div', { class: 'keys' }, ...line.map((one) => {
    const key = make('button', { class: `key ${STYLES.has(one.style) ? one.style : ''}`, type: 'button' }, one.text);
    if (one.url) {
      key.append(icon('out'));
      key.title = one.url;
      key.addEventListener('click', () => does.link(one.url));
    } else {
      key.dataset.code = one.data ?? '';
      key.addEventListener('click', () => does.tap(message, one, key));
    }
    return key;
  }))));
}
