import { type ReactNode, useId } from "react";
import { Icon, type IconName } from "../../../ui/icon.tsx";

/** One thing to set or change: what it is, what it means, and its control at the end. */
export function SettingRow({
  icon,
  title,
  text,
  children,
}: {
  icon: IconName;
  title: string;
  text: string;
  children: ReactNode;
}) {
  return (
    <div className="settings-row">
      <div className="setting-what">
        <Icon name={icon} />
        <div>
          <h3 className="font-semibold">{title}</h3>
          <p className="small quiet">{text}</p>
        </div>
      </div>
      {children}
    </div>
  );
}

interface Choice<Value> {
  readonly value: Value;
  readonly label: string;
  readonly lang?: string;
}

/** A setting with one of several values. */
export function SelectRow<Value extends string | number | boolean | null>({
  icon,
  title,
  text,
  value,
  choices,
  onChange,
}: {
  icon: IconName;
  title: string;
  text: string;
  value: Value;
  choices: readonly Choice<Value>[];
  onChange: (value: Value) => void;
}) {
  const id = useId();
  return (
    <div className="settings-row">
      <div className="setting-what">
        <Icon name={icon} />
        <div>
          <label className="block font-semibold" htmlFor={id}>
            {title}
          </label>
          <p className="small quiet" id={`${id}-text`}>
            {text}
          </p>
        </div>
      </div>
      <select
        id={id}
        aria-describedby={`${id}-text`}
        className="input !w-auto max-w-full"
        value={String(value)}
        onChange={(event) => {
          const selected = choices.find((choice) => String(choice.value) === event.target.value);
          if (selected) onChange(selected.value);
        }}
      >
        {choices.map((choice) => (
          <option key={String(choice.value)} value={String(choice.value)} lang={choice.lang}>
            {choice.label}
          </option>
        ))}
      </select>
    </div>
  );
}

/** A setting with few values that are best seen side by side. */
export function SegmentRow<Value extends string>({
  icon,
  title,
  text,
  name,
  value,
  choices,
  onChange,
}: {
  icon: IconName;
  title: string;
  text: string;
  name: string;
  value: Value;
  choices: readonly Choice<Value>[];
  onChange: (value: Value) => void;
}) {
  return (
    <SettingRow icon={icon} title={title} text={text}>
      <fieldset className="segments">
        <legend className="sr-only">{title}</legend>
        {choices.map((choice) => (
          <label key={choice.value} className="segment">
            <input
              type="radio"
              name={name}
              checked={value === choice.value}
              onChange={() => onChange(choice.value)}
            />
            {choice.label}
          </label>
        ))}
      </fieldset>
    </SettingRow>
  );
}
