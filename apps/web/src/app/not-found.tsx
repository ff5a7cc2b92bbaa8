import { texts } from "../texts/texts.ts";

export default function NotFound() {
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
