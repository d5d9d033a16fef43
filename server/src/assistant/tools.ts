/** A value that a tool takes. */
export interface ToolParameter {
  readonly type: 'string' | 'boolean';
  readonly description: string;
  readonly optional?: true;
}

/** A tool of an assistant. Texts for a model are English, hence none is translated. */
export interface Tool {
  readonly name: 'explain_reply' | 'why' | 'check_transcript' | 'story' | 'redact';
  readonly title: string;
  readonly description: string;
  readonly parameters: Readonly<Record<string, ToolParameter>>;
}

const text: ToolParameter = {
  type: 'string',
  description: 'An SMTP transcript, a mail log, a bounce, or what a mail program printed; complete lines, at most 2 MB.',
};
const reveal: ToolParameter = {
  type: 'boolean',
  description:
    'Answer with real addresses and host names. By default they are stand-ins, the same one for the same name. Passwords are never shown.',
  optional: true,
};

/** The tools, for every assistant: over the Model Context Protocol, and in VS Code through the server. All of them only read. */
export const TOOLS: readonly Tool[] = [
  {
    name: 'explain_reply',
    title: 'Explain a reply',
    description:
      'What an SMTP reply, a reply code, an enhanced status code, a command, an extension or a rule of SMTP Lens means, with sources.',
    parameters: { reply: { type: 'string', description: 'For example `550 5.7.26 …`, `4.7.1`, `RCPT 550`, `PIPELINING`.' } },
  },
  {
    name: 'why',
    title: 'Why mail was refused',
    description: 'Why mail was refused or delayed, and what to change: every cause once, the most decisive first.',
    parameters: { text, reveal },
  },
  {
    name: 'check_transcript',
    title: 'Check a transcript',
    description:
      'What breaks the protocol in a transcript or a log: `line:column: severity: message [rule]`, and the verdict of each session.',
    parameters: { text, reveal },
  },
  {
    name: 'story',
    title: 'The story of a message',
    description: 'What a mail log says about one message, line by line.',
    parameters: { id: { type: 'string', description: 'A queue id, an address or a Message-ID.' }, text, reveal },
  },
  {
    name: 'redact',
    title: 'A copy that is safe to share',
    description: 'The text without credentials, addresses, host names and the text of messages; codes and order are kept.',
    parameters: { text },
  },
];

/**
 * The JSON Schema of what a tool takes from a model inside an editor: without `reveal`, for its answers always have stand-ins, and with a
 * `text` only where the editor's own is not meant.
 */
export function editorSchemaOf({ parameters }: Tool): object {
  const taken = Object.entries(parameters).filter(([, { optional }]) => !optional);
  return {
    type: 'object',
    properties: Object.fromEntries(
      taken.map(([name, { type, description }]) => [
        name,
        { type, description: name === 'text' ? `${description} ${FROM_EDITOR}` : description },
      ]),
    ),
    required: taken.map(([name]) => name).filter((name) => name !== 'text'),
  };
}

const FROM_EDITOR = 'Without it the selected lines of the active editor are read, or all of its text.';
