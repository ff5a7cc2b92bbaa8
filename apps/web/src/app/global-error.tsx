"use client";

import { crash as german } from "../texts/de/crash.ts";
import { crash as english } from "../texts/en/crash.ts";
import "./globals.css";

/** Part of every visit's download, so it imports little; it takes the language from the page. */
export default function GlobalError({ reset }: { error: Error; reset: () => void }) {
  const lang = typeof document === "undefined" ? "en" : document.documentElement.lang;
  const texts = lang === "de" ? german : english;
  return (
    <html lang={lang}>
      <body>
        <main className="page-centre">
          <div className="card card-narrow">
            <h1 className="title">{texts.title}</h1>
            <p className="quiet">{texts.text}</p>
            <button type="button" className="button button-primary" onClick={reset}>
              {texts.again}
            </button>
          </div>
        </main>
      </body>
    </html>
  );
}
