/**
 * Which way of speaking to the server a page was built with. It rises when a page of before would misread what the server answers,
 * or write back something that it doesn't know; not with each version, and not when something is only added.
 */
export const API_CONTRACT = 1;

/** The header in which the web app says it. Who sends none (scripts, other programs) isn't asked. */
export const CONTRACT_HEADER = "x-opp-contract";
