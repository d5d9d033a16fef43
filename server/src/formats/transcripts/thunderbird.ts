import type { TranscriptFormat } from '../format';
import { prefixed } from '../readers/prefixed';

const sample = `mailnews.smtp: Connecting to smtp://mail.example.net:587
mailnews.smtp: S: 220 mail.example.net ESMTP Postfix
mailnews.smtp: C: EHLO [192.0.2.33]
mailnews.smtp: S: 250-mail.example.net
250-PIPELINING
250 AUTH PLAIN LOGIN
mailnews.smtp: Current auth method: PLAIN
mailnews.smtp: C: Logging suppressed (it probably contained auth information)
mailnews.smtp: S: 535 5.7.8 Error: authentication failed
mailnews.smtp: Command failed: 535 5.7.8 Error: authentication failed; currentAction=_actionAUTHComplete
`;

const old = `5788[1911140]: SMTP Connecting to: mail.example.net
5788[1911140]: SMTP entering state: 14
5788[1911140]: SMTP Response: 220 mail.example.net ESMTP
5788[1911140]: SMTP Send: EHLO [192.0.2.33]

5788[1911140]: SMTP Response: 250-mail.example.net
5788[1911140]: SMTP Response: 250 AUTH LOGIN
5788[1911140]: SMTP Send: MAIL FROM:<alice@example.org>

5788[1911140]: SMTP Response: 250 2.1.0 Ok
`;

/** Thunderbird since 91: the logger's name, `C:` and `S:`; one `S:` for a whole network read. */
export const thunderbird: TranscriptFormat = {
  id: 'thunderbird',
  title: 'Thunderbird (mailnews.smtp)',
  row: 'F08',
  viewpoint: 'absolute',
  trust: 'certain',
  hint: /^(?:[^a-z]{0,40})mailnews\.smtp(?:\.\S{1,40})?: (?:[CS]: |Connecting to )/,
  elides: 'The mail data.',
  masks: 'What AUTH sends (`Logging suppressed`).',
  notes: 'POP3, IMAP and NNTP lines look alike under their own logger names.',
  samples: [{ title: 'a refused login', text: sample, exchanges: ['greeting 220', 'EHLO 250', 'AUTH 535'] }],
  reader: prefixed({
    markers: [
      { pattern: /^(?<time>[^a-z]{0,40})mailnews\.smtp(?:\.\S{1,40})?: S: /, means: 'server' },
      { pattern: /^(?<time>[^a-z]{0,40})mailnews\.smtp(?:\.\S{1,40})?: C: (?=Logging suppressed)/, means: 'secret' },
      { pattern: /^(?<time>[^a-z]{0,40})mailnews\.smtp(?:\.\S{1,40})?: C: /, means: 'client' },
      { pattern: /^(?<time>[^a-z]{0,40})mailnews\.smtp(?:\.\S{1,40})?: Connecting to /, means: 'connect', whole: true },
      { pattern: /^(?<time>[^a-z]{0,40})mailnews\.smtp(?:\.\S{1,40})?: Closing connection/, means: 'close', whole: true },
      { pattern: /^[^a-z]{0,40}mailnews\./, means: 'noise' },
    ],
    unmarked: 'continues',
  }),
};

/** Thunderbird before 91 (NSPR log module SMTP). */
export const thunderbirdOld: TranscriptFormat = {
  id: 'thunderbird-nspr',
  title: 'Thunderbird before 91 (NSPR log)',
  row: 'F56',
  viewpoint: 'client',
  trust: 'certain',
  hint: /^\S.{0,80}?: (?:[A-Z]\/SMTP )?SMTP (?:Send|Response|Connecting to): /,
  masks: 'What AUTH sends (`Logging suppressed`).',
  samples: [{ title: 'MAIL', text: old, exchanges: ['greeting 220', 'EHLO 250', 'MAIL 250'] }],
  reader: prefixed({
    markers: [
      { pattern: /^\S.{0,80}?: (?:[A-Z]\/SMTP )?SMTP Response: /, means: 'server' },
      { pattern: /^\S.{0,80}?: (?:[A-Z]\/SMTP )?(?:SMTP Send: )?(?=Logging suppressed)/, means: 'secret' },
      { pattern: /^\S.{0,80}?: (?:[A-Z]\/SMTP )?SMTP Send: /, means: 'client' },
      { pattern: /^\S.{0,80}?: (?:[A-Z]\/SMTP )?SMTP Connecting to: /, means: 'connect', whole: true },
      { pattern: /^\S.{0,80}?: (?:[A-Z]\/SMTP )?SMTP /, means: 'noise' },
      { pattern: /^$/, means: 'noise' },
    ],
  }),
};
