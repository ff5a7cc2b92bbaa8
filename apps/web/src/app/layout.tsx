import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { THEME_COLORS } from "../base/theme-colors.ts";
import { en } from "../texts/en/en.ts";
import "./globals.css";

export const metadata: Metadata = {
  title: en.product,
  description: en.description,
  robots: { index: false, follow: false },
  referrer: "no-referrer",
  manifest: "/manifest.webmanifest",
  icons: { icon: "/icons/icon.svg", apple: "/icons/apple-touch-180.png" },
  // Phones make links of what looks like a number otherwise, and change what is shown.
  formatDetection: { telephone: false, email: false, address: false, date: false },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  viewportFit: "cover",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: THEME_COLORS.light },
    { media: "(prefers-color-scheme: dark)", color: THEME_COLORS.dark },
  ],
};

export default function Layout({ children }: { children: ReactNode }) {
  return (
    <html lang="en" suppressHydrationWarning>
      <head>
        {/* Not deferred: it runs before the first paint. The build puts it ahead of all other scripts. */}
        <script src="/first.js" />
      </head>
      <body>{children}</body>
    </html>
  );
}
