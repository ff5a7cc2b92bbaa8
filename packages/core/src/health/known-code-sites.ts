/**
 * Sites that are widely known to offer one-time codes (TOTP) from an authenticator app, by the domain that their login is
 * under. Put together manually for this product in November 2026; facts, from no list that anyone publishes, and far from
 * whole. Nothing is ever fetched: a site that isn't here is "unknown", not "without".
 */
export const KNOWN_CODE_SITES: ReadonlySet<string> = new Set(
  [
    "1password.com adobe.com airtable.com amazon.ca amazon.co.jp amazon.co.uk amazon.com amazon.com.au amazon.de amazon.es",
    "amazon.fr amazon.in amazon.it amazon.nl amazon.pl amazon.se atlassian.com autodesk.com aws.com binance.com bitbucket.org",
    "bitstamp.net bitwarden.com box.com cloudflare.com codeberg.org coinbase.com contabo.com dashlane.com digitalocean.com",
    "discord.com docker.com dropbox.com ea.com epicgames.com etsy.com evernote.com facebook.com fastmail.com figma.com",
    "gandi.net github.com gitlab.com gmail.com gmx.at gmx.ch gmx.de gmx.net godaddy.com google.com heroku.com hetzner.com",
    "hubspot.com ifttt.com instagram.com intuit.com ionos.com ionos.de jetbrains.com kickstarter.com kraken.com lastpass.com",
    "linkedin.com linode.com live.com mailbox.org mailchimp.com mastodon.social microsoft.com microsoftonline.com name.com",
    "namecheap.com netlify.com nintendo.com nordaccount.com notion.so npmjs.com office.com openai.com outlook.com ovh.com",
    "ovhcloud.com patreon.com paypal.com playstation.com porkbun.com posteo.de proton.me protonmail.com pypi.org reddit.com",
    "roblox.com robinhood.com rubygems.org salesforce.com scaleway.com shopify.com skype.com slack.com snapchat.com",
    "sonyentertainmentnetwork.com sourceforge.net squarespace.com strato.de stripe.com synology.com trello.com tumblr.com",
    "tuta.com tutanota.com twitch.tv twitter.com ubisoft.com udemy.com unity.com vultr.com web.de wix.com wordpress.com",
    "x.com xbox.com yahoo.com youtube.com zendesk.com zoho.com zoom.us",
  ].flatMap((line) => line.split(" ")),
);

/** Whether a host is one of them, or under one. */
export function offersCodes(host: string): boolean {
  const labels = host.split(".");
  return labels.some((_, at) => KNOWN_CODE_SITES.has(labels.slice(at).join(".")));
}
