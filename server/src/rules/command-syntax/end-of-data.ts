import { cite } from '../../knowledge/source';
import { type Exchange, lastReply, type Session } from '../../session/model';
import { textOfReply } from '../../session/outcome/refusal';
import { guesses, spotIn } from '../../session/spot';
import { t } from '../../text/l10n';
import { type Span, spanOf } from '../../text/span';
import type { DataLine, Rule } from '../rule';

/** A lone dot that went wrong: spaces beside it, two of them, a backslash after it, the line end written out. */
const NEAR =
  /^(?:[ \t\u2420]{1,4}\.[ \t\u2420]{0,4}|\.[ \t\u2420]{1,4}|\.\.|\.\\|"\."|'\.'|\.;|<CR><LF>\.<CR><LF>|<CRLF>\.<CRLF>|(?:\\r\\n)?\.(?:\\r\\n|\\n)?|\\r\\n\.)$/i;

/** The reply tells that the server waited in vain: it closed for a timeout, or never answered. */
function inVain(exchange: Exchange, session: Session): boolean {
  const reply = lastReply(exchange);
  if (!reply) return session.ends !== 'open';
  return reply.code === 421 || (reply.code >= 400 && /time ?d? ?-?out|idle/i.test(textOfReply(reply)));
}

export const endOfDataNearMiss: Rule = {
  id: 'end-of-data-near-miss',
  group: 'command-syntax',
  title: 'Final dot that does not end the message',
  severity: 'warning',
  since: '0.1.0',
  kind: 'root',
  on: ['data', 'unknown'],
  gates: [],
  tier: 2,
  sources: cite('5321 4.1.1.4, 4.5.2'),
  explains:
    'A message ends with a line that has one dot and nothing else. A space beside the dot, a second dot, or a line end typed as \\r\\n makes it part of the message. Both sides then wait until one gives up. Send the dot alone on its line.',
  examples: {
    fires: [
      `
        C: .␠
      #    ^^ warning: This was meant to end the message, but the final dot must be alone on its line: no space, no second dot. The …
        S: 421 4.4.2 timeout
      `,
      `
        C: DATA
        S: 354 Go ahead
        C: Subject: hi
        C:
        C: Hello
        C: .\x20
      #    ^^ warning: This was meant to end the message, but the final dot must be alone on its line: no space, no second dot. The …
        S: 421 4.4.2 timeout exceeded
      `,
    ],
    silent: [
      'C: DATA\nS: 354 Go ahead\nC: Subject: hi\nC: \nC: ..\nC: .\nS: 250 OK',
      'C: DATA\nS: 354 Go ahead\nC: Hello\nC: .\nS: 421 4.4.2 timeout exceeded',
    ],
  },
  check({ session, mailData }, report) {
    for (const exchange of session.exchanges) {
      const { command, kind } = exchange;
      if (!command || command.masked || !inVain(exchange, session)) continue;
      if (kind === 'command' && command.piece.text !== '.' && NEAR.test(command.piece.text)) {
        report({ at: spotIn(command), message: message(), exchange, fixes: mended({ line: command.line, piece: command.piece }) });
      } else if (kind === 'data' && !command.ended && !command.elided) {
        const lines = mailData(exchange);
        const last = lines[lines.length - 1];
        if (!last || (!NEAR.test(last.piece.text) && !/\S ?\.(?:\\r\\n|<CRLF>)$/.test(last.piece.text))) continue;
        report({ at: whole(last), message: message(), exchange, fixes: mended(last) });
      }
    }
  },
};

const message = (): string =>
  t('This was meant to end the message, but the final dot must be alone on its line: no space, no second dot. The server kept waiting.');
const whole = (line: DataLine): Span => spanOf(line.line, line.piece);
const mended = (line: DataLine) => guesses(t('Write a single dot'), { span: whole(line), text: '.' });
