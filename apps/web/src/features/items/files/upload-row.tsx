import { cancelUpload, continueUpload, type Upload } from "../../../data/files/uploads.ts";
import { shownBytes } from "../../../lib/shown-bytes.ts";
import { filesTexts } from "../../../texts/files-texts.ts";
import { IconButton } from "../../../ui/button.tsx";
import { UserText } from "../../../ui/user-text.tsx";

/** A file on its way: how far it is, and a way to continue or cancel it. */
export function UploadRow({ upload: { key, name, bytes, sent, problem } }: { upload: Upload }) {
  return (
    <li className="fact">
      <div className="fact-value">
        <UserText text={name} />
        {problem === null ? (
          <progress
            className="block w-full"
            max={Math.max(bytes, 1)}
            value={sent}
            aria-label={filesTexts().sending(name)}
          />
        ) : (
          <span role="status" className="small quiet block">
            {problem || filesTexts().stopped}
          </span>
        )}
        <span className="small quiet block">{`${shownBytes(sent)} / ${shownBytes(bytes)}`}</span>
      </div>
      <div className="fact-actions">
        {problem !== null && (
          <IconButton icon="again" label={filesTexts().goOn(name)} onClick={() => continueUpload(key)} />
        )}
        <IconButton icon="close" label={filesTexts().cancel(name)} onClick={() => void cancelUpload(key)} />
      </div>
    </li>
  );
}
