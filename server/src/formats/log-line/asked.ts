import { replyCode } from '../../knowledge';
import { isProviderWording } from '../../knowledge/provider-replies';
import { wordingsIn } from '../../knowledge/wordings';
import type { LogEntry } from '../log';
import { Entry } from './entry';
import { peel } from './peel';
import { reasonIn } from './reason';
import { enhancedAt, replyAt } from './reply';
import { aboutMail, loneWords, otherProtocol, written } from './said';

/** A code that only the question makes one: at the beginning, or after a word for it. */
const CODE =
  /^[\W_]{0,10}(?:(?:S|Server|SERVER|From server|Recv|RECV)\s?[:>]{1,3}\s{0,3})?(?!465|587)(?=[45]\d\d(?:[ :-]\s?\S|, ?b["']\S))|\b(?:code|error|reply|response|status|said|rejected|refused)["']?\s?[:=#(]?\s?["'(]?(?=[45]\d\d\b(?![.\d]))/i;
/** An enhanced code anywhere. */
const ENHANCED = /(?<![\w.])[45]\.\d{1,3}\.\d{1,3}(?![\w.])/;

/** A host with a port that is not used for mail: the question is about a database or a web page. */
const OTHER_PORT =
  /(?:\d\]?|\blocalhost|\.(?!(?:c|cc|cpp|cs|go|java|js|mjs|php|py|rb|rs|ts):)[a-z]{1,24}):(?!(?:25|24|26|465|587|588|2525|2465|2587|1025|10025)\b)\d{2,5}\b(?!:\d)/;
/** A stamp that ends in a colon, as MDaemon writes it; no log has it before a program's name. */
const STAMP = /^(?:(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) )?\d{4}-\d\d-\d\d[ T]\d\d:\d\d:\d\d(?:[.,]\d{1,6})?: {1,2}/;
/** Numbers with colons that are no ports. */
const TIME = /(?<!\d)\d{1,2}:\d\d:\d\d(?:[.,]\d{1,9})?/g;
/** An IPv6 address. */
const IPV6 = /(?<![\w:])[\da-f]{1,4}(?::{1,2}[\da-f]{1,4}){2,7}(?![\w:])/gi;
/** A place in a source file, as compilers print it. */
const SOURCE_FILE = /^\S{1,200}\.\w{1,4}:\d{1,6}:(?:\d{1,6}:)? /;

/** Whether a server says this, whatever code it has. */
const speaks = (text: string): boolean => !wordingsIn(text, ({ enhanced }) => enhanced === undefined).next().done;

/** How Gmail introduces a notice: the answer that it is about follows on another line. */
const INTRODUCED = /^There was a (?:temporary )?problem (?:while )?deliver(?:ing|y of) your message\b/;

/** The program's own mistake, in the words of its language. */
const BUG = /\b(?:Type|Value|Attribute|Key|Name|Index|Import|Syntax|Reference|Range|Assertion)Error\b/;

/**
 * Whether a text has words with which only a mail server refuses, now or for good: `Sender address rejected: not logged in`. Rows that need a
 * code, or a step that is known, are left out.
 */
const refuses = (text: string, now: boolean, joined: boolean): boolean =>
  // What a mail program shows of a reply without its code, or words that only one provider has.
  SHOWN.test(text) ||
  (ANSWERED.test(text) && speaks(text)) ||
  (now ? isProviderWording(450, text) : isProviderWording(550, text) || isProviderWording(550, text, '5.7.1')) ||
  (!joined &&
    !BUG.test(text) &&
    (loneWords(text.charAt(0).toLowerCase() + text.slice(1)) ||
      /\b(?:client|helo|sender|recipient)(?: \w+)? rejected\b/i.test(text) ||
      (aboutMail(text) && /\b(?:reject|refus|den(?:y|ied)|not (?:allowed|accepted|authori[sz]ed|permitted)|block)/i.test(text))) &&
    !wordingsIn(
      text,
      ({ code, enhanced, sure, kind, confidence }) =>
        (code === undefined || (now ? /4xx|450/ : /5xx|550/).test(code)) &&
        enhanced === undefined &&
        !sure &&
        kind !== 'other' &&
        kind !== 'connection-lost' &&
        (kind !== 'mailbox-unknown' || aboutMail(text)) &&
        confidence !== 'low',
    ).next().done);

/** The words with which Thunderbird, in several languages, quotes what the server answered to it. */
const SHOWN =
  /\b(?:(?:outgoing|mail) server (?:\(SMTP\) )?(?:responded|replied)|(?:Mail|SMTP)-Server (?:antwortete|hat geantwortet)|serveur (?:de courrier|SMTP|sortant)\S{0,20} a répondu|servidor (?:de correo|SMTP)\S{0,20} (?:ha )?respondi(?:ó|do)|servidor (?:de e-?mail|de correio|SMTP)\S{0,20} respondeu|server (?:di posta|SMTP)\S{0,20} ha risposto)\s?: ?\s?\S/i;

/** The same in words that any server's answer has. */
const ANSWERED =
  /(?:\bserver response|\bAntwort des Servers|\bréponse du serveur|\brespuesta del servidor|\bresposta do servidor|\brisposta del server|\bantwoord van de server|odpowiedź serwera|(?:ответ|отклик) сервера|сервер(?: \S{1,30})? ответил|サーバー?(?:の|からの)応答|服务器(?:的)?(?:响应|回应|应答|返回)|伺服器(?:的)?(?:回應|回覆))\s{0,2}[:：]\s{0,2}['"‘“„«]?\s?\S/i;

/** Whether a text begins with a code that SMTP has: behind a label there may be any program's. */
const isCode = (text: string): boolean => {
  const row = replyCode(Number(text.slice(0, 3)));
  return row !== undefined && row.origin !== 'folklore';
};

/**
 * A line that someone asks about although nothing in it shows that it is about mail: the question itself does. A reply at its beginning or
 * after a word for it, else a failure in anyone's words. Null if there is none. Never throws; linear. For lines that no one asked about,
 * `readLogLine` decides. `joined`: the line is several lines of the text, in which words that all servers share may stand far apart.
 */
export function askedEntry(line: string, joined = false): LogEntry | null {
  const prefix = peel(line);
  const { to } = prefix;
  const from = prefix.from + (STAMP.exec(line.slice(prefix.from, prefix.from + 40))?.[0].length ?? 0);
  const text = line.slice(from, Math.min(to, from + 2000));
  if (SOURCE_FILE.test(text) || OTHER_PORT.test(text.replace(TIME, '').replace(IPV6, '')) || written(text) || INTRODUCED.test(text))
    return null;
  if (!aboutMail(text) && otherProtocol(text, text)) return null;
  const entry = new Entry('client-error', null, null, prefix);
  const code = CODE.exec(text);
  const enhanced = ENHANCED.exec(text);
  const labelled = code !== null && (joined || !/^[\W_]{0,10}$/.test(text.slice(0, code.index + code[0].length)));
  const reply =
    (code &&
      !(labelled && !isCode(text.slice(code.index + code[0].length))) &&
      !(/(?:rejected|refused)\W*$/i.test(code[0]) && !speaks(text.slice(code.index + code[0].length + 3))) &&
      replyAt(line, from + code.index + code[0].length, to, null, null)) ??
    (enhanced && enhancedAt(line, from + enhanced.index, to, null, null, 'reply'));
  const reason = reasonIn(text);
  // A number behind a time that only the question makes a code counts less than words that name a failure: `501 TID-ab WARN: Net::OpenTimeout`.
  const bare = reply && reply.enhanced === null && reason !== undefined && prefix.timeKind !== 0;
  if (reply && !(bare && !speaks(line.slice(reply.textFrom, reply.textTo)))) entry.replies = [reply];
  else {
    entry.reason = reason;
    // The words are a server's, without the code that they had.
    const now = /\btemporar|\btry (?:again )?later\b|\bdeferred\b/i.test(text);
    if (entry.reason === undefined && refuses(text, now, joined)) entry.status = now ? 'deferred' : 'rejected';
    else if (entry.reason === undefined && refuses(text, !now, joined)) entry.status = now ? 'rejected' : 'deferred';
  }
  return entry.replies.length > 0 || entry.reason !== undefined || entry.status !== null ? entry : null;
}
