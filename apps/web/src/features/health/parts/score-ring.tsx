import { healthTexts } from "../../../texts/health-texts.ts";

/** The score as a part of a circle, as a number and as a word. */
export function ScoreRing({ score }: { score: number | null }) {
  const words = healthTexts().score;
  const grade = score === null ? null : gradeOf(score);
  return (
    <div className="score-ring" data-grade={grade ?? undefined}>
      <svg
        viewBox="0 0 120 120"
        role="img"
        aria-label={score === null ? words.pending : words.sentence(score)}
      >
        <circle className="score-track" cx="60" cy="60" r="50" />
        {score !== null && score > 0 && (
          <circle
            className="score-part"
            cx="60"
            cy="60"
            r="50"
            pathLength="100"
            strokeDasharray={`${score} 100`}
            transform="rotate(-90 60 60)"
          />
        )}
        <text className="score-number" x="60" y="64" textAnchor="middle">
          {score ?? "–"}
        </text>
        <text className="score-of" x="60" y="82" textAnchor="middle">
          {words.of}
        </text>
      </svg>
      <p className="score-grade">{grade === null ? words.pending : words.grades[grade]}</p>
    </div>
  );
}

const gradeOf = (score: number) =>
  score >= 90 ? "good" : score >= 70 ? "fair" : score >= 40 ? "poor" : "bad";
