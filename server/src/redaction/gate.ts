import type { KnownSecrets } from './known-secrets';
import { octetRuns } from './octet-rows';
import { Scanner } from './scanner';
import { HIDDEN } from './secrets';
import { sameLength } from './stand-ins';
import { mayHoldSecret } from './worth';

/** Members of an answer that the editor uses and people do not see: edits are made as they are, and links keep their targets. */
const NOT_SHOWN = /^(?:newText|insertText|uri|target|href|file|code|rule|kind|id|css|filterText|sortText)$/;
const NEVER = /^(?:data|edit|edits|arguments|textEdit|additionalTextEdits)$/;

/**
 * The gate through which every text of a document passes on its way to people: anything that repeats a secret of the document, in any
 * form, is shown as `[hidden]`.
 */
export class Gate {
  /**
   * `near` returns the secrets that are known around a line of the document; null: those of the whole document. `source` returns a line of
   * the document.
   */
  constructor(
    private readonly near: (line: number | null) => KnownSecrets,
    private readonly source: (line: number) => string,
  ) {}

  /** A text without the secrets known around `line` (from 0). */
  text(text: string, line: number | null = null): string {
    const known = this.near(line);
    if (known.isEmpty) return text;
    const plain = withoutOctets(text, known);
    const found = [...known.in(plain)].sort((a, b) => a.from - b.from || b.to - a.to);
    return without(plain, found);
  }

  /**
   * Our own message about `line`. A password may be one of its words ("wrong"), and hiding that word would reveal it: a plain word is hidden
   * only if the line contains it too, because only then may the message quote it.
   */
  message(text: string, line: number | null): string {
    const found = [...this.near(line).in(text)].filter(({ from, to }) => {
      const word = text.slice(from, to);
      return line === null || !/^\p{L}+$/u.test(word) || this.source(line).toLowerCase().includes(word.toLowerCase());
    });
    return without(
      text,
      found.sort((a, b) => a.from - b.from || b.to - a.to),
    );
  }

  /**
   * Our own text, in which everything that it quotes has passed the gate before: a secret that is a plain word is one of our words there, and
   * hiding it would reveal it.
   */
  told(text: string): string {
    const found = [...this.near(null).in(text)].filter(({ from, to }) => !/^\p{L}+$/u.test(text.slice(from, to)));
    return without(
      text,
      found.sort((a, b) => a.from - b.from || b.to - a.to),
    );
  }

  /** An answer of a feature, with everything that people read in it passed through the gate; its ranges show which lines it is about. */
  within<T>(value: T, line: number | null = null): T {
    return this.walked(value, line) as T;
  }

  private walked(value: unknown, line: number | null): unknown {
    if (typeof value === 'string') return this.text(value, line);
    if (Array.isArray(value)) {
      if (typeof value[0] === 'number') return value;
      return changed(value, (one) => this.walked(one, line));
    }
    if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
    const at = lineOf(value) ?? line;
    let copy: Record<string, unknown> | null = null;
    for (const key of Object.keys(value)) {
      const one = (value as Readonly<Record<string, unknown>>)[key];
      if (typeof one === 'number' || typeof one === 'boolean' || one === null || NEVER.test(key)) continue;
      if (typeof one === 'string' && (NOT_SHOWN.test(key) || (key === 'command' && !/\s/.test(one)))) continue;
      const other = key === 'message' && typeof one === 'string' ? this.message(one, at) : this.walked(one, at);
      if (other === one) continue;
      copy ??= { ...value };
      copy[key] = other;
    }
    return copy ?? value;
  }
}

/** A text that quotes rows of octets, with other octets where they are a secret. */
function withoutOctets(text: string, known: KnownSecrets): string {
  const lines = text.split('\n');
  for (const run of octetRuns(lines.length, (n) => lines[n])) {
    let octets = run.text;
    for (const { from, to } of known.in(run.text)) octets = octets.slice(0, from) + sameLength(octets.slice(from, to)) + octets.slice(to);
    if (octets === run.text) continue;
    for (const [at, row] of run.with(octets).entries()) {
      const { from, to } = run.rows[at];
      lines[run.line + at] = lines[run.line + at].slice(0, from) + row + lines[run.line + at].slice(to);
    }
  }
  return lines.join('\n');
}

/** Lines of a log as a story quotes them, without the secrets that each line reveals on its own. */
export function withoutOwnSecrets(text: string): string {
  if (!mayHoldSecret(text) && !text.includes('\n')) return text;
  const scanner = new Scanner();
  return text
    .split('\n')
    .map((line) =>
      without(
        line,
        scanner.in(line).sort((a, b) => a.from - b.from || b.to - a.to),
      ),
    )
    .join('\n');
}

/** A record with each of its texts passed through `of`; its keys are ours and stay, whatever stands beside them. */
export function inTexts<T>(value: T, of: (text: string) => string): T {
  const inside = (one: unknown): unknown => {
    if (typeof one === 'string') return of(one);
    if (Array.isArray(one)) return one.map(inside);
    if (typeof one !== 'object' || one === null) return one;
    return Object.fromEntries(Object.entries(one).map(([key, each]) => [key, inside(each)]));
  };
  return inside(value) as T;
}

function without(text: string, found: readonly { readonly from: number; readonly to: number }[]): string {
  if (found.length === 0) return text;
  let out = '';
  let at = 0;
  for (const { from, to } of found) {
    if (to <= at) continue;
    if (from >= at) out += text.slice(at, from) + HIDDEN;
    at = to;
  }
  return out + text.slice(at);
}

/** The list after `of`; the same list if nothing changed. */
function changed(list: readonly unknown[], of: (one: unknown) => unknown): readonly unknown[] {
  let copy: unknown[] | null = null;
  for (let n = 0; n < list.length; n++) {
    const other = of(list[n]);
    if (other === list[n]) continue;
    copy ??= [...list];
    copy[n] = other;
  }
  return copy ?? list;
}

/** The line that an answer, or a part of one, is about; null if it does not say. */
function lineOf(value: object): number | null {
  const { range, position, location, line } = value as {
    readonly range?: { readonly start?: { readonly line?: unknown } };
    readonly position?: { readonly line?: unknown };
    readonly location?: { readonly range?: { readonly start?: { readonly line?: unknown } } };
    readonly line?: unknown;
  };
  const found = range?.start?.line ?? position?.line ?? location?.range?.start?.line ?? line;
  return typeof found === 'number' ? found : null;
}
