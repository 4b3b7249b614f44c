// The list of a phone's conversations, newest first, with what was said last and what has not been read.

import { chatFace } from './faces.js';
import { make } from './make.js';
import { scene } from './scene.js';
import { moment, name, remember, sameDay, say, word } from './words.js';

export class ChatList {
  /** `open(chat)` shows a chat; `start()` opens the private chat with the bot for the first time. */
  constructor(open, start) {
    this.open = open;
    this.start = start;
    this.title = make('h2', { class: 'nav-title' });
    this.rows = make('ul', { class: 'chats' });
    this.none = say(make('p', { class: 'nobody', hidden: true }), 'chats-none');
    this.element = make('div', { class: 'screen-list' },
      make('div', { class: 'nav' }, this.title), make('div', { class: 'list-scroll' }, this.rows, this.none));
  }

  draw(chats) {
    const unread = total(chats);
    say(this.title, unread ? 'chats-unread' : 'chats', { n: unread });
    const ordered = [...chats].sort((a, b) => String(b.last?.at ?? '').localeCompare(String(a.last?.at ?? '')));
    const focused = this.rows.contains(document.activeElement) ? document.activeElement.dataset.cid : null;
    this.rows.replaceChildren(...ordered.map((chat) => this.row(chat)));
    this.none.hidden = chats.length > 0;
    if (!chats.some((chat) => chat.kind === 'private')) this.rows.append(this.botRow());
    if (focused) this.rows.querySelector(`[data-cid="${CSS.escape(focused)}"]`)?.focus();
  }

  row(chat) {
    const preview = make('span', { class: 'preview' });
    const when = make('time', { class: 'at', datetime: chat.last?.at });
    const unopened = chat.kind === 'private' && chat.opened === false && !chat.last;
    const dot = make('span', { class: 'dot', hidden: !chat.unread }, chat.unread > 99 ? '99+' : String(chat.unread || ''));
    const button = make('button', { class: 'chat-row', type: 'button', 'data-cid': chat.id, onclick: () => (unopened ? this.start() : this.open(chat)) },
      make('span', { class: 'face-box' }, chatFace(chat), dot),
      make('span', { class: 'chat-words' }, make('bdi', { class: 'chat-title' }, chat.title), preview), when);
    remember(button, 'name', () => {
      when.textContent = chat.last ? moment(chat.last.at, sameDay(chat.last.at, scene.now) ? 'time' : 'short') : '';
      const called = chat.called && chat.unread ? [make('b', { class: 'called' }, word('mentioned')), ' '] : [];
      preview.replaceChildren(...called, unopened ? word('chat-bot-hint') : lastWords(chat));
      button.setAttribute('aria-label', [chat.title, chat.unread ? word('unread', { n: chat.unread }) : '', preview.textContent]
        .filter(Boolean).join(', '));
    });
    return make('li', {}, button);
  }

  botRow() {
    const button = make('button', { class: 'chat-row', type: 'button', onclick: this.start },
      chatFace({ kind: 'private' }), make('span', { class: 'chat-words' },
        say(make('span', { class: 'chat-title' }), 'chat-bot', { name: scene.bot.name }),
        say(make('span', { class: 'preview' }), 'chat-bot-hint')));
    return make('li', {}, button);
  }
}

export const total = (chats) => chats.reduce((sum, chat) => sum + (chat.unread || 0), 0);

function lastWords(chat) {
  if (!chat.last) return '';
  const who = chat.last.from?.name ?? chat.last.from ?? '';
  const said = chat.last.text || word(chat.last.photo ? 'last-photo' : 'last-file');
  return chat.kind === 'group' && who ? `${who}: ${said}` : said;
}

/** What a list line needs to know of a message. */
export const asLast = (message) => ({
  at: message.at, from: message.service ? '' : message.from?.name ?? '', text: message.service || message.text || message.caption || '',
  photo: Boolean(message.photo),
});
