import { ErrorCodes, ResponseError } from 'vscode-languageserver';
import { answerOf } from '../assistant/answers';
import { TOOLS } from '../assistant/tools';
import { rulePage } from '../features/rule-page';
import { t } from '../text/l10n';
import type { Position, Range } from '../text/range';
import { COMMANDS } from './capabilities';
import type { LogPageResult, LogPages } from './log-pages';
import { isRecord } from './record';
import type { RedactedCopies } from './redacted';
import { RulePages } from './rule-pages';
import type { Served } from './served';
import { drawing } from './session-view';
import { nameOf } from './virtual-documents';

type Name = keyof typeof COMMANDS;

/** The argument of the commands; each uses what it needs. Lines and characters from 0. */
interface CommandParams {
  readonly uri: string;
  readonly line: number | null;
  readonly character: number;
  readonly range?: Range;
  readonly text?: string;
  readonly rule: string;
  /** The tool that an assistant calls by name, and the arguments of that tool. */
  readonly tool: string;
  readonly reply?: string;
  readonly id?: string;
  /** False: the page is only returned, not opened. */
  readonly show: boolean;
}

/** A page to read. */
export interface CommandResult {
  readonly title: string;
  readonly language: 'plaintext' | 'markdown' | 'svg';
  readonly text: string;
  /** The editor has opened it. */
  readonly shown: boolean;
}

/** A page, the name of its file if it is opened as one, and its URI if the server provides it as a document. */
type Page = Omit<CommandResult, 'shown'> & { readonly file: string; readonly uri?: string };

/** Whether the editor can open what a command makes: the server's documents, or files that it writes. */
export function opensPages({ client, writePage }: Served, language: CommandResult['language'] = 'plaintext'): boolean {
  const { showsDocuments, opensContent } = client();
  return showsDocuments && (writePage !== null || (opensContent && language !== 'svg'));
}

/** Serves the commands; any other is an error. */
export function commands(served: Served, pages: LogPages, copies: RedactedCopies): void {
  const { connection } = served;
  const ofLog = async (made: LogPageResult): Promise<Page | null> => {
    if (!made) return null;
    const title = nameOf(made.uri);
    return { title, language: 'plaintext', text: await pages.text(made.uri), file: `${title}.txt`, uri: made.uri };
  };
  const make: Readonly<Record<Name, (params: CommandParams) => Promise<Page | null>>> = {
    why: async ({ uri, range, text }) => ofLog(await pages.why({ uri, range, text })),
    story: async ({ uri, line, character }) => ofLog(await pages.story(uri, { line: line ?? 0, character })),
    summary: async ({ uri }) => ofLog(await pages.summary(uri)),
    ladder: async ({ uri, line }) => {
      const made = await drawing(served, uri, line ?? 0);
      return made && { title: made.title, language: 'svg', text: made.svg, file: `${nameOf(uri)}.svg` };
    },
    redact: async ({ uri, range, line, character }) => {
      const position: Position | undefined = line === null ? undefined : { line, character };
      const made = await copies.asked({ uri, range, position, whole: line === null });
      const whole = made && !range && line === null;
      return made && { title: nameOf(uri), language: 'plaintext', text: made.text, file: nameOf(uri), uri: whole ? made.uri : undefined };
    },
    explainRule: async ({ rule }) => {
      const text = rulePage(rule);
      if (text === null) throw new ResponseError(ErrorCodes.InvalidParams, t('There is no such rule.'));
      return { title: rule, language: 'markdown', text, file: `${rule}.md`, uri: RulePages.uriOf(rule) };
    },
    tool: async ({ tool, text, reply, id }) => {
      const found = TOOLS.find(({ name }) => name === tool);
      if (!found) throw new ResponseError(ErrorCodes.InvalidParams, t('There is no such tool.'));
      if ((text ?? '').length > MOST_GIVEN)
        throw new ResponseError(ErrorCodes.InvalidParams, t('The text is too long: give only the lines that matter.'));
      return { title: found.title, language: 'plaintext', text: answerOf(found.name, { text, reply, id }), file: `${found.name}.txt` };
    },
  };

  /** Opens a page if the editor can; returns whether it did. */
  const open = async ({ text, language, file, uri }: Page): Promise<boolean> => {
    if (!opensPages(served, language)) return false;
    const of = served.client().opensContent && uri ? uri : await served.writePage?.(file, text);
    if (!of) return false;
    // A page is about a document that was already read: its lines are not reported a second time.
    served.documents.ignore(of);
    const external = language === 'svg' || undefined;
    return (await connection.window.showDocument({ uri: of, external, takeFocus: true })).success === true;
  };

  connection.onExecuteCommand(async ({ command, arguments: given }): Promise<CommandResult | null> => {
    const name = (Object.keys(COMMANDS) as Name[]).find((one) => COMMANDS[one] === command);
    if (!name) throw new ResponseError(ErrorCodes.InvalidParams, `unknown command: ${command}`);
    const params = paramsOf(name, given?.[0]);
    const page = await make[name](params);
    if (!page) return null;
    const { title, language, text } = page;
    return { title, language, text, shown: params.show && (await open(page).catch(() => false)) };
  });
}

/** The longest text that a tool accepts, in UTF-16 units: it answers at once, and a model reads no more. */
const MOST_GIVEN = 2_000_000;

/** Reads the one argument of a command; throws if something required is missing. */
function paramsOf(name: Name, given: unknown): CommandParams {
  const { uri, line, character, range, text, rule, show, tool, reply, id }: Partial<Record<string, unknown>> = isRecord(given) ? given : {};
  const need = (what: string): never => {
    throw new ResponseError(ErrorCodes.InvalidParams, `${COMMANDS[name]} takes an object with "${what}"`);
  };
  const pasted = typeof text === 'string' && (name === 'why' || name === 'tool');
  return {
    uri: typeof uri === 'string' ? uri : name === 'explainRule' || name === 'tool' || pasted ? '' : need('uri'),
    line: whole(line),
    character: whole(character) ?? 0,
    range: isRange(range) ? range : undefined,
    text: pasted ? text : undefined,
    rule: typeof rule === 'string' ? rule : name === 'explainRule' ? need('rule') : '',
    tool: typeof tool === 'string' ? tool : name === 'tool' ? need('tool') : '',
    reply: typeof reply === 'string' ? reply : undefined,
    id: typeof id === 'string' ? id : undefined,
    // What an assistant asks is not for the screen.
    show: show !== false && name !== 'tool',
  };
}

const whole = (value: unknown): number | null => (typeof value === 'number' && Number.isInteger(value) && value >= 0 ? value : null);
const isPosition = (value: unknown): value is Position => isRecord(value) && whole(value.line) !== null && whole(value.character) !== null;
const isRange = (value: unknown): value is Range => isRecord(value) && isPosition(value.start) && isPosition(value.end);
