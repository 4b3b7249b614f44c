// The words of the page's own frame, in two languages. What people say in the chats is never touched.

const KEPT = 'yihu-language';
const given = new WeakMap();
let all = { zh: {}, en: {} };
let language = 'zh';
let zone = 'Asia/Shanghai';

/** Chinese wherever the reader lists it, else English if listed, else Chinese. */
function preferred() {
  const kept = recall(KEPT);
  if (kept === 'zh' || kept === 'en') return kept;
  const listed = [...(navigator.languages ?? [navigator.language])].map((one) => one.toLowerCase());
  if (listed.some((one) => one.startsWith('zh'))) return 'zh';
  return listed.some((one) => one.startsWith('en')) ? 'en' : 'zh';
}

export async function loadWords() {
  all = await (await fetch('/page/words.json')).json();
  speak(preferred());
}

export const spoken = () => language;
export const useZone = (name) => { zone = name || zone; };

/** A sentence with its {blanks} filled; an unknown key shows itself, so that it is noticed. */
export function word(key, blanks = {}) {
  const sentence = all[language][key] ?? key;
  return sentence.replace(/\{(\w+)\}/g, (_, name) => String(blanks[name] ?? ''));
}

/** Words from the stage that may come as one string or as {zh, en}. */
export function either(text) {
  if (text && typeof text === 'object') return text[language] ?? text.zh ?? text.en ?? '';
  return text ?? '';
}

/** Puts a sentence into an element and keeps it right when the language changes. */
export function say(element, key, blanks) {
  return remember(element, 'text', () => { element.textContent = word(key, blanks); });
}

/** Gives an element its accessible name (and, where the eye needs it, the tooltip). */
export function name(element, key, blanks, tooltip = true) {
  return remember(element, 'name', () => {
    element.setAttribute('aria-label', word(key, blanks));
    if (tooltip) element.title = word(key, blanks);
  });
}

export function hint(element, key) {
  return remember(element, 'hint', () => { element.placeholder = word(key); });
}

/** Runs `paint` now and again whenever the language changes, for what is more than one sentence. */
export function remember(element, slot, paint) {
  const paints = given.get(element) ?? {};
  paints[slot] = paint;
  given.set(element, paints);
  element.dataset.worded = '';
  paint();
  return element;
}

export function speak(chosen) {
  language = chosen;
  keep(KEPT, chosen);
  document.documentElement.lang = chosen === 'zh' ? 'zh-CN' : 'en';
  document.title = word('page');
  for (const element of document.querySelectorAll('[data-worded]')) {
    for (const paint of Object.values(given.get(element) ?? {})) paint();
  }
}

const shapes = {
  clock: { month: 'long', day: 'numeric', weekday: 'long', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  day: { month: 'long', day: 'numeric', weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
  date: { month: 'long', day: 'numeric', weekday: 'long' },
  short: { month: 'numeric', day: 'numeric' },
  time: { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' },
};
// English dates run long; the bar has to hold them.
const brief = { date: { month: 'short', day: 'numeric', weekday: 'short' } };
const printers = new Map();

/** A moment in the village's own time zone. */
export function moment(at, shape) {
  const key = `${language} ${zone} ${shape}`;
  if (!printers.has(key)) {
    const form = language === 'zh' ? shapes[shape] : brief[shape] ?? shapes[shape];
    printers.set(key, new Intl.DateTimeFormat(language === 'zh' ? 'zh-CN' : 'en-GB', { ...form, timeZone: zone }));
  }
  return printers.get(key).format(new Date(at));
}

export const sameDay = (one, other) => moment(one, 'date') === moment(other, 'date');

// Private windows may refuse storage; the page then simply forgets.
export function keep(key, value) { try { localStorage.setItem(key, value); } catch { /* forgotten */ } }
export function recall(key) { try { return localStorage.getItem(key); } catch { return null; } }
