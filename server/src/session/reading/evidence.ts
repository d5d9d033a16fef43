import { commandLikeness } from '../../syntax/command-line';
import type { Reply, Session, StrayText } from '../model';
import { ehloShaped, fit } from '../pairing/compatibility';
import type { Choice, Dialogue } from './dialogue';

/** What the user knows better than recognition: the id of a format, or that the document is a transcript at all. */
export interface Hints {
  /** Id of the format to read everything in; wrappers are still looked for. */
  readonly format?: string;
  /** The document is declared to be a transcript (language `smtp`): one side and one line are enough. */
  readonly explicit?: boolean;
}

const CERTAINTY = { certain: 3, likely: 1, weak: 0 } as const;

/** A code of another protocol's replies (FTP, NNTP, HTTP). */
export const isForeign = (code: number): boolean =>
  code !== 235 && /^(?:1\d\d|2[03]\d|22[5-9]|33[0-35-9]|4[2-4][5-9]|[67]\d\d)/.test(String(code));

/** How much sense a reading makes; 0 or less means that it is not an SMTP dialogue. */
export function weigh(dialogue: Dialogue, hints: Hints): number {
  let score = 0;
  let sure = 0;
  let replies = 0;
  let telling = 0;
  let offered = false;
  for (const session of dialogue.sessions) {
    for (const exchange of session.exchanges) {
      const { command } = exchange;
      if (exchange.kind === 'command' && command && !command.masked) {
        const likeness = commandLikeness(command.piece.text);
        sure += likeness === 2 ? 1 : 0;
        score +=
          likeness === 2
            ? 2
            : likeness === 1
              ? 1
              : /^(?:USER|PASS|RETR|STOR|PASV|LIST|GET|POST|CAPA|STAT|UIDL|GROUP|ARTICLE)$/.test(command.verb)
                ? -4
                : -1;
      }
      for (const reply of exchange.replies) {
        replies++;
        const suits = fit(exchange, reply);
        score += suits === 'impossible' ? -3 : suits === 'odd' ? -0.5 : command || exchange.kind === 'greeting' ? 1.5 : 0.5;
        // A reply whose end is missing may be one whose other lines this reading does not see.
        if (!reply.complete) score -= 0.5;
        if (offers(reply)) offered = true;
        if (tellsSmtp(reply.lines[0]?.piece.text ?? '') || ehloShaped(reply)) telling++;
        if (isForeign(reply.code)) score -= 3;
      }
    }
    score -=
      session.strayReplies.filter((stray) => !stray.duplicate).length +
      2 * session.strayText.filter((stray) => /^(?:\* |\+OK|-ERR|[a-zA-Z]\w* (?:OK|NO|BAD)\b)/.test(stray.text)).length;
  }
  if (replies === 0 && !hints.explicit && isScript(dialogue)) return 0;
  if (!plausible(dialogue, { sure, replies, telling, offered }, hints)) return 0;
  return Math.max(score, hints.explicit ? 0.5 : score) + CERTAINTY[dialogue.choice.format.trust];
}

/** A variable of a shell, a batch file or a template in place of a value. */
const VARIABLE = /\$(?:[A-Za-z_]\w*|\d|[{(@*])|%[A-Za-z_]\w*%|\{\{|<%|%\(\w+\)s/;
/** The word that ends a here-document. */
const DELIMITER =
  /^\s*(?:_{0,2}(?:EO[A-Z]{1,6}|[A-Z_]{0,12}EOF|END(?:_?[A-Z]{0,8})?|HERE(?:DOC)?|DELIM(?:ITER)?|STOP|SMTP|MAIL)_{0,2}|!)\s*$/;

/** Whether commands alone are what a script passes to a program (`nc host 25 <<EOF`): they were not said yet. */
const isScript = ({ sessions }: Dialogue): boolean =>
  sessions.some(
    ({ exchanges, strayText }) =>
      exchanges.some(({ kind, command }) => kind === 'command' && command !== null && VARIABLE.test(command.piece.text)) ||
      strayText.some(({ text }) => DELIMITER.test(text)),
  );

/** Whether a line ends a here-document: the commands above it then belong to a script. */
export const endsScript = (line: string): boolean => DELIMITER.test(line);

/** Whether a reply is complete and lists three of the usual EHLO keywords. */
const offers = (reply: Reply): boolean =>
  reply.complete &&
  reply.code === 250 &&
  reply.lines.filter(({ piece }) =>
    /^250[- ](?:PIPELINING|SIZE|8BITMIME|STARTTLS|ENHANCEDSTATUSCODES|AUTH[ =]|DSN|CHUNKING|SMTPUTF8|ETRN|BINARYMIME|DELIVERBY)\b/i.test(
      piece.text,
    ),
  ).length >= 3;

const tellsSmtp = (text: string): boolean =>
  /^220[ -].*\b(?:E?SMTP|LMTP)\b|^354[ -]|^[245]\d\d[ -][245]\.\d{1,3}\.\d{1,3}\b|^334(?: |$)|^250[ -].*(?:queued|id=|Hello|Sender|Recipient|Accepted|recipient)/i.test(
    text,
  );

/** Markers that name the parties: in a document declared as SMTP they need no SMTP word beside them, as in an excerpt of mail data. */
const named = ({ format }: Choice): boolean => format.viewpoint === 'absolute' && format.trust === 'likely';

/** A line of the server that was meant as a reply: `25O OK`, `OK`, an HTTP status. */
const nearReply = ({ side, text }: StrayText): boolean => side === 'server' && /^(?:[0-9OoIl]{1,5}[ :.-]|OK\b|HTTP\/\d)/.test(text);

/** Whether a greeting names the protocol: what follows cannot be FTP or NNTP. */
const greets = ({ begins, exchanges }: Session): boolean =>
  begins === 'greeting' && /^220[ -].{0,200}\b(?:E?SMTP|LMTP)\b/.test(exchanges[0].replies[0]?.lines[0].piece.text ?? '');

const listsRefusals = ({ exchanges, strayReplies }: Session): boolean => {
  const codes = [...exchanges.flatMap(({ replies }) => replies), ...strayReplies.map(({ reply }) => reply)].map(({ code }) => code);
  return codes.every((code) => code >= 400) && new Set(codes).size === codes.length;
};

const refusesAtLength = ({ exchanges }: Session): boolean =>
  exchanges.some(
    ({ replies: [reply] }) =>
      reply && reply.code >= 400 && reply.complete && reply.lines.length > 1 && (reply.enhanced !== null || reply.lines.length > 2),
  );

/** Whether the server does not understand what a client sent, behind marks that only one program prints: a client of another protocol. */
const misunderstood = ({ exchanges }: Session): boolean =>
  exchanges.some(({ kind, command, replies: [reply] }) => kind === 'command' && command && reply && reply.code >= 500 && reply.code <= 504);

/** What was seen that only SMTP has: commands, replies, and replies whose text is distinctive. */
interface Evidence {
  readonly sure: number;
  readonly replies: number;
  readonly telling: number;
  /** A reply that lists what only an SMTP server offers. */
  readonly offered: boolean;
}

function plausible({ sessions, choice }: Dialogue, { sure, replies, telling, offered }: Evidence, hints: Hints): boolean {
  if (hints.explicit || hints.format)
    return sure + replies > 0 || sessions.some((session) => session.strayText.some(nearReply)) || named(choice);
  if (choice.format.fallback)
    return (sure >= 2 && replies >= 2) || (sure > 0 && replies >= 2 && telling > 0) || (sure === 0 && replies > 0 && telling === replies);
  if (sure > 0 && replies > 0) return true;
  // What answers the client is not an SMTP reply, but is in place of one.
  if ((sure > 0 || choice.format.trust === 'certain') && sessions.some((session) => session.strayText.some(nearReply))) return true;
  if (choice.format.trust === 'certain' && telling > 0) return true;
  // Labels that only one program prints name the commands.
  if (choice.format.telltale && !choice.format.fallback && replies >= 2 && telling > 0) return true;
  if (choice.format.trust === 'certain' && sessions.some(misunderstood)) return true;
  const serverOnly = sessions.every(({ exchanges }) => exchanges.every(({ kind, command }) => kind === 'data' || command === null));
  if (replies >= (serverOnly ? 3 : 2) && sessions.some(greets)) return true;
  // A client that connected was greeted, and nothing else was said.
  if (sessions.some((session) => greets(session) && session.marks.some(({ kind }) => kind === 'connect' || kind === 'close'))) return true;
  // The marks themselves name the server.
  if (serverOnly && choice.format.viewpoint === 'absolute' && telling > 0 && telling * 2 >= replies) return true;
  // One reply of several lines, each with the code and the enhanced code of a refusal.
  if (serverOnly && replies === 1 && sessions.some(refusesAtLength)) return true;
  // An excerpt; more replies would be half of a dialogue whose other half is elsewhere.
  if (serverOnly && offered && replies === 1) return true;
  // A list of codes: only refusals, each a different one.
  if (serverOnly && choice.format.trust === 'weak' && replies >= 2 && sessions.every(listsRefusals)) return false;
  if (serverOnly) return replies >= 2 && telling >= 2 && telling * 3 >= replies;
  return sure >= 3;
}
