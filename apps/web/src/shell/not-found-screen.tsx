import { useEffect } from "react";
import { followLanguage } from "../lib/language.ts";
import { followSettings } from "../lib/settings.ts";
import { texts, useLanguage } from "../texts/texts.ts";

export function NotFoundScreen() {
  useLanguage();
  useEffect(() => {
    const stopSettings = followSettings();
    const stopLanguage = followLanguage(() => {});
    return () => {
      stopLanguage();
      stopSettings();
    };
  }, []);
  return (
    <main className="page-centre">
      <div className="card card-narrow">
        <h1 className="title">{texts.notFound.title}</h1>
        <p className="quiet">{texts.notFound.text}</p>
        <a className="button button-primary" href="/">
          {texts.notFound.back}
        </a>
      </div>
    </main>
  );
}
