"use client";

import { currentLanguage, texts } from "../texts/texts.ts";
import "./globals.css";

export default function GlobalError({ reset }: { error: Error; reset: () => void }) {
  return (
    <html lang={currentLanguage()}>
      <body>
        <main className="page-centre">
          <div className="card card-narrow">
            <h1 className="title">{texts.crash.title}</h1>
            <p className="quiet">{texts.crash.text}</p>
            <button type="button" className="button button-primary" onClick={reset}>
              {texts.crash.again}
            </button>
          </div>
        </main>
      </body>
    </html>
  );
}
