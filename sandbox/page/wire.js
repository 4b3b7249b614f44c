// The page's line to the stage: questions, actions, and the stream of what happens.

async function ask(path, options) {
  const answer = await fetch(path, options);
  if (!answer.ok) {
    const words = await answer.text().catch(() => '');
    throw Object.assign(new Error(plain(words) || `${answer.status}`), { status: answer.status });
  }
  return (answer.headers.get('content-type') ?? '').includes('json') ? answer.json() : null;
}

function plain(words) {
  try { const said = JSON.parse(words); return said.error ?? said.description ?? said.message ?? ''; } catch { return words.slice(0, 200); }
}

const post = (path, body = {}) => ask(path, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify(body),
});

const chat = (pid, cid) => `/stage/phones/${pid}/chats/${cid}`;

export const stage = {
  state: () => ask('/stage/state'),
  phone: (pid) => ask(`/stage/phones/${pid}`),
  messages: (pid, cid, limit) => ask(`${chat(pid, cid)}/messages?limit=${limit}`),
  commands: (pid, cid) => ask(`/stage/commands?pid=${pid}&cid=${cid}`),
  say: (pid, cid, text, reply) => post(`${chat(pid, cid)}/say`, reply ? { text, reply_to: reply } : { text }),
  tap: (pid, cid, message, code) => post(`${chat(pid, cid)}/tap`, { message_id: message, data: code }),
  read: (pid, cid) => post(`${chat(pid, cid)}/read`),
  start: (pid, payload) => post(`/stage/phones/${pid}/start`, payload ? { payload } : {}),
  clock: (turn) => post('/stage/clock', turn),
  play: (name) => post('/stage/play', { name }),
  file(pid, cid, file) {
    const form = new FormData();
    form.append('file', file, file.name);
    form.append('caption', '');
    return ask(`${chat(pid, cid)}/file`, { method: 'POST', body: form });
  },
};

export const fileAddress = (id) => `/stage/files/${encodeURIComponent(id)}`;

const KINDS = ['message', 'edited', 'deleted', 'toast', 'clock', 'play', 'chats'];

/** Listens for good. `heard(kind, fact)` for each event, `linked()` whenever the line (re)opens, `lost()` when it breaks. */
export function listen({ heard, linked, lost }) {
  let wait = 500;
  const open = () => {
    const line = new EventSource('/stage/events');
    line.onopen = () => { wait = 500; linked(); };
    line.onerror = () => {
      lost();
      // A browser gives up for good when the server answers with an error; we do not.
      if (line.readyState === EventSource.CLOSED) {
        setTimeout(open, wait);
        wait = Math.min(wait * 2, 8000);
      }
    };
    for (const kind of KINDS) line.addEventListener(kind, (event) => heard(kind, JSON.parse(event.data)));
  };
  open();
}
