/** The texts of an item that its password is judged against. */
interface Judged {
  readonly name: string;
  readonly username: string;
  readonly account: string;
  readonly url: string;
  readonly moreUrls: readonly string[];
}

/** What someone who knows an item would try first. The form and the health report both ask here, so that they agree. */
export const knownInputs = ({ username, account, name, url, moreUrls }: Judged): readonly string[] => [
  username,
  account,
  name,
  url,
  ...moreUrls,
];
