/// <reference lib="dom" />
import { head, visible } from '../../server/src/text/visible';
import { causesIn, findingsIn, laddersIn } from './answer';
import { button, byId, element } from './dom';
import { Editor, type Explain } from './editor';
import { type Example, examples } from './examples';
import type { Reading, ReplacedKind } from './reading';
import type { Answer, Question } from './worker';

/** UTF-16 units of a copy that are shown; a browser lays out a longer one for seconds. The download has it all. */
const MOST_SHOWN = 100_000;

/** Milliseconds after which a reading is said to go on. */
const PATIENCE = 400;

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
  private slow: ReturnType<typeof setTimeout> | undefined;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private copy: Reading['copy'] = null;
  private readonly places = new Map<number, (place: Awaited<ReturnType<Explain>>) => void>();

  constructor() {
    const explain: Explain = (line, character) => this.explain(line, character);
    this.editor = new Editor(byId('editor'), HINT, (text, typed) => this.changed(text, typed), explain);
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

  private changed(text: string, typed: boolean): void {
    clearTimeout(this.timer);
    const ask = (): void => {
      this.timer = undefined;
      this.ask(text);
    };
    // More keys follow a key; what was pasted is there.
    if (typed) this.timer = setTimeout(ask, QUIET);
    else ask();
  }

  private ask(text: string): void {
    if (this.busy) {
      this.waiting = text;
      return;
    }
    this.busy = true;
    this.slow = setTimeout(() => {
      byId('status').textContent = 'Reading …';
    }, PATIENCE);
    const question: Question = { id: ++this.asked, text };
    this.core.postMessage(question);
  }

  /** What stands at a place; nothing while the text is ahead of its reading. */
  private explain(line: number, character: number): ReturnType<Explain> {
    if (this.busy || this.timer !== undefined) return Promise.resolve(null);
    const question: Question = { id: ++this.asked, line, character };
    this.core.postMessage(question);
    return new Promise((resolve) => this.places.set(question.id, resolve));
  }

  private answered(answer: Answer): void {
    if ('place' in answer) {
      this.places.get(answer.id)?.(answer.place);
      this.places.delete(answer.id);
      return;
    }
    const { id, reading, whole } = answer;
    clearTimeout(this.slow);
    // The first question was the page's own.
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
    (byId('copy') as HTMLTextAreaElement).value = visible(head(this.copy?.text ?? '', MOST_SHOWN));
    byId('replaced').textContent = this.copy ? replacedOf(this.copy) : '';
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

function replacedOf({ text, replaced }: NonNullable<Reading['copy']>): string {
  const kinds = Object.entries(replaced).map(([kind, count]) => plural(count, ...KINDS[kind as ReplacedKind]));
  const said = kinds.length === 0 ? 'Nothing in this text needed a stand-in.' : `Replaced: ${kinds.join(', ')}.`;
  return text.length > MOST_SHOWN ? `${said} Its beginning is shown; the download has all of it.` : said;
}

new Playground();
