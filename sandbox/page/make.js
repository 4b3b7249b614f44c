// Builds page elements. Text only ever enters through textContent: a name or a message can never become markup.

const SVG = 'http://www.w3.org/2000/svg';

/** One element: `make('button', {class: 'x', onclick: f, 'aria-label': '…'}, child, 'text')`. */
export function make(tag, traits = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(traits)) {
    if (value === undefined || value === null || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.filter((child) => child !== null && child !== undefined));
  return element;
}

const STROKES = {
  back: 'M15 4l-8 8 8 8',
  plus: 'M12 5v14M5 12h14',
  cross: 'M6 6l12 12M18 6L6 18',
  slash: 'M16 4L8 20',
  down: 'M5 9l7 7 7-7',
  swap: 'M4 8h14l-4-4M20 16H6l4 4',
  save: 'M12 4v11m0 0l-5-5m5 5l5-5M5 20h14',
  phone: 'M8 3h8a2 2 0 0 1 2 2v14a2 2 0 0 1-2 2H8a2 2 0 0 1-2-2V5a2 2 0 0 1 2-2zM11 18h2',
  clock: 'M12 3a9 9 0 1 1 0 18a9 9 0 0 1 0-18zM12 7v5l4 2',
  play: 'M8 5l11 7-11 7z',
  out: 'M9 6h9v9M18 6L7 17',
};

/** A small line drawing, hidden from screen readers (its button carries the name). */
export function icon(name) {
  const drawing = document.createElementNS(SVG, 'svg');
  drawing.setAttribute('viewBox', '0 0 24 24');
  drawing.setAttribute('class', `icon icon-${name}`);
  drawing.setAttribute('aria-hidden', 'true');
  const line = document.createElementNS(SVG, 'path');
  line.setAttribute('d', STROKES[name]);
  drawing.append(line);
  return drawing;
}

/** True when the person asked their system for less movement. */
export const calm = () => matchMedia('(prefers-reduced-motion: reduce)').matches;
