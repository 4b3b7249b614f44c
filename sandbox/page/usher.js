// The usher: while a play runs, whoever acts is seen acting. A phone goes to that person, and their chat opens on it.

import { scene } from './scene.js';

const ROLES = { operator: 'worker' };
const role = (pid) => { const kind = scene.people.get(pid)?.kind; return ROLES[kind] ?? kind; };

export class Usher {
  constructor(desk) {
    this.desk = desk;
    this.used = new WeakMap();
    this.turns = 0;
    this.wanted = null;
    this.walking = null;
    this.lent = false;
  }

  /** Takes a play's progress. In a rush of deeds only the latest is walked to. */
  follow(play) {
    if (!play.running) { this.end(); return; }
    this.lent = true;
    if (!scene.follow || !play.actor) return;
    this.wanted = play.actor;
    this.walking ??= this.walk().finally(() => { this.walking = null; });
  }

  async walk() {
    while (this.wanted) {
      const { pid, cid } = this.wanted;
      this.wanted = null;
      const phone = this.choose(pid);
      if (!phone) continue;
      this.turns += 1;
      this.used.set(phone, this.turns);
      try { await phone.play(pid, cid); } catch { /* the next deed is walked to all the same */ }
      this.mark(phone);
    }
  }

  /** Their own phone; else, of those nobody is busy with, one of somebody of their kind, the longest unused first. */
  choose(pid) {
    const { phones, front, narrow } = this.desk;
    // On a small screen there is one phone to look at: while it is busy, nothing is put in front of it.
    if (narrow && front?.busy) return null;
    const own = phones.find((phone) => phone.pid === pid);
    if (own) return own.busy ? null : own;
    const free = phones.filter((phone) => !phone.busy && !phone.drafted);
    const last = (phone) => this.used.get(phone) ?? 0;
    const alike = (phone) => Number(role(phone.owner?.pid ?? phone.pid) === role(pid));
    return free.sort((one, other) => alike(other) - alike(one) || last(one) - last(other))[0] ?? null;
  }

  mark(acting) {
    for (const phone of this.desk.phones) phone.element.classList.toggle('acting', phone === acting);
    if (acting && this.desk.front !== acting) this.desk.show(acting);
  }

  async end() {
    if (!this.lent) return;
    this.lent = false;
    this.wanted = null;
    await this.walking;
    this.mark(null);
    for (const phone of this.desk.phones) if (!phone.busy) phone.giveBack();
  }
}
