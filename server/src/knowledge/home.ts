/**
 * The address at which the pages of site/ are on the web, `https://…/` with its last slash; empty while they are nowhere. The one place:
 * set it here and findings, reports and the site itself link to the pages.
 */
export const HOME: string = '';

/** The page of a rule below the site's address. For ever: findings link to it. */
export const rulePath = (id: string): string => `rules/${id}.html`;
