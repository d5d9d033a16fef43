import { saslMechanisms } from '../../knowledge';
import { cite } from '../../knowledge/source';
import { authDialoguesOf } from '../../session/auth-dialogue';
import { lastReply } from '../../session/model';
import { refusalOf, slipSeverity, wasAccepted } from '../../session/outcome/refusal';
import { guesses, replaceIn, spotIn } from '../../session/spot';
import { isMasked } from '../../syntax/masked';
import { isMechanismName, SERVER_FIRST } from '../../syntax/sasl';
import { nearest } from '../../syntax/verb';
import { t } from '../../text/l10n';
import { shown } from '../../text/visible';
import type { Rule } from '../rule';

export const authEmptyInitialResponse: Rule = {
  id: 'auth-empty-initial-response',
  group: 'command-syntax',
  title: 'Empty initial response without =',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  on: ['AUTH'],
  gates: [],
  tier: 2,
  sources: cite('4954 4'),
  explains:
    'A client with an empty initial response sends a single equals sign: AUTH EXTERNAL =. Without it the server answers 334 and waits for one more line. That costs a round trip, and clients that do not expect the 334 stop there.',
  examples: {
    fires: [
      `
        C: AUTH EXTERNAL
      #         ^^^^^^^^ hint: EXTERNAL has an empty initial response; send it as a single =.
        S: 334\x20
        C:
        S: 235 OK
      `,
      `
        C: AUTH EXTERNAL\x20
      #         ^^^^^^^^^ error: EXTERNAL has an empty initial response; send it as a single =.
        S: 501 Syntax error
      `,
    ],
    silent: [
      'C: AUTH EXTERNAL =\nS: 235 OK',
      'C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6',
      'C: AUTH PLAIN\nS: 334 \nC: AHRlc3QAcGVuY2ls\nS: 235 OK',
    ],
  },
  check({ session }, report) {
    for (const dialogue of authDialoguesOf(session)) {
      const command = dialogue.begin?.command;
      if (!dialogue.begin || !command || command.masked || dialogue.mechanism !== 'EXTERNAL' || dialogue.steps[0]?.step === 0) continue;
      const code = lastReply(dialogue.begin)?.code;
      if (code !== 334 && code !== 501) continue;
      report({
        at: spotIn(command, command.argumentAt),
        message: t('EXTERNAL has an empty initial response; send it as a single =.'),
        exchange: dialogue.begin,
        severity: slipSeverity(dialogue.begin),
        fixes: guesses(t('Add ='), replaceIn(command, command.piece.text.trimEnd().length, command.piece.text.length, ' =')),
      });
    }
  },
};

export const authIrServerFirst: Rule = {
  id: 'auth-ir-server-first',
  group: 'command-syntax',
  title: 'Initial response where the server speaks first',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  on: ['AUTH'],
  gates: [],
  tier: 2,
  sources: cite('4954 4', '2195 2'),
  explains:
    'In CRAM-MD5 and DIGEST-MD5 the server speaks first, with a challenge that the client answers. A value on the AUTH line cannot answer it; the server must refuse it with 501. Send AUTH CRAM-MD5 alone and wait for the 334.',
  examples: {
    fires: [
      `
        C: AUTH CRAM-MD5 dGVzdA==
      #                  ^^^^^^^^ error: In CRAM-MD5 the server speaks first; the AUTH line must not have a value. Send AUTH CRAM-MD5 …
        S: 501 5.5.4 Syntax error
      `,
    ],
    silent: ['C: AUTH CRAM-MD5\nS: 334 PDEuMkBleGFtcGxlLm5ldD4=', 'C: AUTH LOGIN dGVzdA==\nS: 334 UGFzc3dvcmQ6'],
  },
  check({ session }, report) {
    for (const dialogue of authDialoguesOf(session)) {
      const step = dialogue.steps[0];
      if (step?.step !== 0 || step.masked || !dialogue.mechanism || !SERVER_FIRST.has(dialogue.mechanism)) continue;
      report({
        at: spotIn(step.command, step.value.from, step.value.to),
        message: t(
          'In {0} the server speaks first; the AUTH line must not have a value. Send AUTH {0} alone and wait for the 334.',
          dialogue.mechanism,
        ),
        exchange: step.exchange,
        severity: slipSeverity(step.exchange),
      });
    }
  },
};

export const authCancel: Rule = {
  id: 'auth-cancel',
  group: 'command-syntax',
  title: 'Login cancelled by the client',
  severity: 'information',
  since: '0.1.0',
  kind: 'fact',
  on: ['AUTH', 'unknown'],
  gates: [],
  tier: 5,
  sources: cite('4954 4'),
  explains:
    'A line with a single asterisk cancels the AUTH dialogue, and the server must answer 501. This 501 is not a syntax error: the client gave up because it did not like the challenge, had no answer, or the user pressed Cancel.',
  examples: {
    fires: [
      `
        C: *
      #    ^ information: The client cancels the login here; the 501 only confirms it.
        S: 501 5.7.0 cancelled
      `,
      `
        C: AUTH LOGIN
        S: 334 VXNlcm5hbWU6
        C: *
      #    ^ information: The client cancels the login here; the 501 only confirms it.
        S: 501 5.7.0 Authentication aborted
      `,
    ],
    silent: ['C: AUTH LOGIN\nS: 334 VXNlcm5hbWU6\nC: dGVzdA==\nS: 501 5.5.2 Cannot decode'],
  },
  check({ session }, report) {
    for (const exchange of session.exchanges) {
      const { command } = exchange;
      if (command?.piece.text !== '*' || command.kind === 'data' || lastReply(exchange)?.code !== 501) continue;
      report({
        at: spotIn(command),
        message: t('The client cancels the login here; the 501 only confirms it.'),
        exchange,
        severity: wasAccepted(exchange) ? 'hint' : undefined,
      });
    }
  },
};

export const authMechUnknown: Rule = {
  id: 'auth-mech-lowercase-unknown',
  group: 'command-syntax',
  title: 'Mechanism that does not exist',
  severity: 'verdict',
  since: '0.1.0',
  kind: 'root',
  on: ['AUTH'],
  gates: [],
  tier: 2,
  sources: cite('4954 4', '4422 3.1'),
  explains:
    'The name after AUTH is not a SASL mechanism: it is misspelled, or has characters that are not allowed in one. The server answers 504 5.5.4. Use one that the EHLO reply lists after AUTH.',
  examples: {
    fires: [
      `
        C: AUTH PLIAN
      #         ^^^^^ error: PLIAN is not a mechanism; did you mean PLAIN?
        S: 504 5.5.4 Unrecognized authentication type
      `,
      `
        C: AUTH PLAIN/LOGIN
      #         ^^^^^^^^^^^ error: \`PLAIN/LOGIN\` is not the name of a mechanism.
        S: 504 5.5.4 Unrecognized authentication type
      `,
    ],
    silent: [
      'C: AUTH PLAIN\nS: 504 5.5.4 Unrecognized authentication type',
      'C: AUTH plain\nS: 334 ',
      'C: AUTH [redacted]\nS: 535 5.7.8 Authentication failed',
    ],
  },
  check({ session }, report) {
    const known = saslMechanisms.map((row) => row.name);
    for (const { begin, mechanism, name } of authDialoguesOf(session)) {
      const command = begin?.command;
      if (!begin || !command || command.masked || !mechanism || !name || isMasked(name.text) || /\.\.\.|…/.test(name.text)) continue;
      const legal = isMechanismName(mechanism);
      if (
        legal &&
        (known.includes(mechanism) || known.some((row) => row.endsWith('-') && mechanism.startsWith(row)) || !nearest(mechanism, known))
      )
        continue;
      const refusal = refusalOf(begin);
      if (wasAccepted(begin) || (!legal && !refusal)) continue;
      const meant = nearest(mechanism, known);
      report({
        at: spotIn(command, name.from, name.to),
        message: meant
          ? t('{0} is not a mechanism; did you mean {1}?', shown(name.text, 30), meant)
          : t('`{0}` is not the name of a mechanism.', shown(name.text, 30)),
        exchange: begin,
        severity: slipSeverity(begin),
        fixes: meant ? guesses(t('Write {0}', meant), replaceIn(command, name.from, name.to, meant)) : [],
      });
    }
  },
};
