// Colours come from the reader's theme: each of VS Code's own must tell apart what matters.
import assert from 'node:assert/strict';

export const steps = [
  [
    'verbs and reply codes by class look different in every default theme',
    async (code) => {
      const look = async (text, line) => {
        const { color, fontWeight, fontStyle } = await code.find(text, line);
        return `${color} ${fontWeight} ${fontStyle}`;
      };
      for (const theme of ['light', 'high-contrast', 'high-contrast-light', 'dark']) {
        await code.theme(theme);
        const plain = await look('Lunch', 'Lunch on Friday');
        const verb = await look('RCPT', 'C: RCPT TO:<bob');
        const refused = await look('550', 'S: 550 5.1.1');
        const accepted = await look('250', 'S: 250 2.1.5');
        await code.screenshot(`theme-${theme}`);
        assert.equal(new Set([plain, verb, refused, accepted]).size, 4, `${theme}: ${plain}, ${verb}, ${refused}, ${accepted}`);
      }
    },
  ],
];
