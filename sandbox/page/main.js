// Lays the desk: fetches the words and the scene, then keeps every phone true to what the stage says.

import { Bar } from './bar.js';
import { Desk } from './desk.js';
import { scene, setScene } from './scene.js';
import { loadWords, say } from './words.js';
import { listen, stage } from './wire.js';

const offline = document.getElementById('offline');

async function firstState() {
  for (;;) {
    try { return await stage.state(); } catch {
      say(offline, 'offline').hidden = false;
      await new Promise((again) => { setTimeout(again, 1000); });
    }
  }
}

await loadWords();
setScene(await firstState());
offline.hidden = true;
const bar = new Bar(document.getElementById('bar'));
const desk = new Desk(document.getElementById('desk'), document.getElementById('switcher'));
await desk.lay();

/** The whole truth again: after every (re)connection, since events may have been missed. */
async function again() {
  setScene(await stage.state());
  bar.tick();
  bar.drawPlays();
  bar.progress(scene.play ?? { running: false });
  desk.tick();
  await desk.refresh();
  desk.follow(scene.play ?? { running: false });
}

let peopleSoon;
listen({
  linked() {
    offline.hidden = true;
    again().catch(() => {});
  },
  lost() { say(offline, 'offline').hidden = false; },
  heard(kind, fact) {
    if (kind === 'clock') {
      scene.now = fact.now;
      bar.tick();
      desk.tick();
    } else if (kind === 'play') {
      bar.progress(fact);
      desk.follow(fact);
    } else {
      desk.heard(kind, fact);
      if (kind !== 'chats') return;
      // Who is in which group may have changed.
      clearTimeout(peopleSoon);
      peopleSoon = setTimeout(() => stage.state().then(setScene).catch(() => {}), 60);
    }
  },
});
document.body.dataset.ready = 'true';
