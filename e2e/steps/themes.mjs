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
        await code.squiggles('error').first().waitFor(); // the server has started anew
        await code.leave();
        const looks = async () => [
          await look('Lunch', 'Lunch on Friday'),
          await look('RCPT', 'C: RCPT TO:<bob'),
          await look('550', 'S: 550 5.1.1'),
          await look('250', 'S: 250 2.1.5'),
        ];
        // Colours of the grammar come first, those of the server a little later.
        await code.page.waitForTimeout(1000);
        const seen = await looks();
        await code.screenshot(`theme-${theme}`);
        assert.equal(new Set(seen).size, 4, `${theme}: ${seen.join(', ')}`);
      }
    },
  ],
];
