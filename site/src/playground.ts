/// <reference lib="dom" />
import { visible } from '../../server/src/text/visible';
import { causesIn, findingsIn, laddersIn } from './answer';
import { button, byId, element } from './dom';
import { Editor } from './editor';
import { type Example, examples } from './examples';
import type { Reading, ReplacedKind } from './reading';
import type { Answer, Question } from './worker';

/** Milliseconds without a key before the text is read again. */
const QUIET = 120;

const HINT = 'Paste a bounce, lines of a mail log, or an SMTP transcript here.';

/** What has a stand-in in a copy: one, and more of it. */
const KINDS: Readonly<Record<ReplacedKind, readonly [one: string, more: string]>> = {
  password: ['password', 'passwords'],
  token: ['token', 'tokens'],
  digest: ['digest', 'digests'],
  blob: ['row of bytes', 'rows of bytes'],
  key: ['key', 'keys'],
  repeated: ['secret said again', 'secrets said again'],
  address: ['address', 'addresses'],
  host: ['host name', 'host names'],
  ip: ['IP address', 'IP addresses'],
  user: ['user name', 'user names'],
  mail: ['line of a message', 'lines of a message'],
};

/** The core, in a worker of its own. It lies in the page as text, so that it also starts from a file, where no worker may be loaded. */
function startCore(): Worker {
  const text = byId('core').textContent ?? '';
  return new Worker(URL.createObjectURL(new Blob([text], { type: 'text/javascript' })));
}

class Playground {
  private readonly core = startCore();
  private readonly editor: Editor;
  private asked = 0;
  private busy = false;
  private waiting: string | null = null;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private copy: Reading['copy'] = null;

  constructor() {
    this.editor = new Editor(byId('editor'), HINT, (text) => this.changed(text));
    this.core.onmessage = ({ data }: MessageEvent<Answer>) => this.answered(data);
    byId('again').append(...examples.map(({ name, text }) => button(name, () => this.try(text))));
    byId('examples').append(...examples.map((example) => this.card(example)));
    byId('clear').addEventListener('click', () => this.try(''));
    byId('download').addEventListener('click', () => this.download());
    // The tables are built on the first question: ask one before anybody waits.
    this.ask('550 5.1.1 x');
  }

  private card({ name, glance, text }: Example): HTMLElement {
    const card = button('', () => this.try(text), { class: 'card' });
    card.append(element('span', { class: 'name' }, name), element('code', {}, glance));
    return element('li', {}, card);
  }

  private try(text: string): void {
    this.editor.text = text;
    this.editor.focus();
  }

  private changed(text: string): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ask(text), QUIET);
  }

  private ask(text: string): void {
    if (this.busy) {
      this.waiting = text;
      return;
    }
    this.busy = true;
    const question: Question = { id: ++this.asked, text };
    this.core.postMessage(question);
  }

  private answered({ id, reading, whole }: Answer): void {
    // The first question was ours.
    if (id > 1) this.draw(reading, whole);
    if (!whole) return;
    this.busy = false;
    if (this.waiting === null) return;
    const next = this.waiting;
    this.waiting = null;
    this.ask(next);
  }

  private draw(reading: Reading, whole: boolean): void {
    const empty = this.editor.text.trim() === '';
    document.body.classList.toggle('read', !empty);
    this.editor.draw(empty ? { ...reading, findings: [], colours: [] } : reading, whole);
    const show = (line: number, from?: number, to?: number): void => this.editor.show(line, from, to);
    byId('answer').replaceChildren(...(empty ? [] : causesIn(reading, show)));
    byId('status').textContent = empty ? '' : statusOf(reading);
    const findings = empty ? null : findingsIn(reading.findings, show);
    byId('findings').replaceChildren(...(findings ? [findings] : []));
    byId('found').hidden = findings === null;
    if (!whole) return;
    const ladders = empty ? [] : laddersIn(reading.ladders, show);
    byId('ladders').replaceChildren(...ladders);
    byId('dialogue').hidden = ladders.length === 0;
    this.copy = empty ? null : reading.copy;
    byId('share').hidden = this.copy === null;
    (byId('copy') as HTMLTextAreaElement).value = visible(this.copy?.text ?? '');
    byId('replaced').textContent = this.copy ? replacedOf(this.copy.replaced) : '';
  }

  /** The only way out of the page, and only of the redacted copy. */
  private download(): void {
    if (!this.copy) return;
    const href = URL.createObjectURL(new Blob([this.copy.text], { type: 'text/plain;charset=utf-8' }));
    element('a', { href, download: 'redacted.txt' }).click();
    setTimeout(() => URL.revokeObjectURL(href), 10_000);
  }
}

const plural = (count: number, one: string, more: string): string => `${count} ${count === 1 ? one : more}`;

function statusOf({ formats, sessions, causes, findings }: Reading): string {
  const seen = formats.length > 0 ? [`Read as ${formats.slice(0, 2).join(', ')}`] : [];
  if (sessions > 0) seen.push(plural(sessions, 'session', 'sessions'));
  if (causes.length > 0) seen.push(plural(causes.length, 'cause', 'causes'));
  if (findings.length > 0) seen.push(plural(findings.length, 'finding', 'findings'));
  return seen.join(' · ');
}

function replacedOf(replaced: NonNullable<Reading['copy']>['replaced']): string {
  const kinds = Object.entries(replaced).map(([kind, count]) => plural(count, ...KINDS[kind as ReplacedKind]));
  return kinds.length === 0 ? 'Nothing in this text needed a stand-in.' : `Replaced: ${kinds.join(', ')}.`;
}

new Playground();
