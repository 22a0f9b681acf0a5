import type { IncomingActivity } from '../framework';

/** What arrived instead of text. Each kind has a message `attachment.<kind>`. */
export type AttachmentKind = 'audio' | 'contact' | 'file' | 'image' | 'location' | 'other' | 'sticker' | 'video';

/** Returns the kind of what came with the activity; nothing when only text came. */
export function attachmentKindOf({ attachments, channelData, entities }: IncomingActivity): AttachmentKind | undefined {
  const isPlace = entities.some(({ type }) => type === 'Place' || type === 'GeoCoordinates');
  return (
    channelKind(channelData) ??
    attachments.map(kindOf).find((kind) => kind !== undefined) ??
    (isPlace ? 'location' : undefined)
  );
}

type Attachment = IncomingActivity['attachments'][number];

/** Types that are a kind by themselves. Some channels send the bare word. */
const KINDS: Readonly<Record<string, AttachmentKind>> = {
  audio: 'audio',
  contact: 'contact',
  file: 'file',
  image: 'image',
  location: 'location',
  sticker: 'sticker',
  video: 'video',
  'text/directory': 'contact',
  'text/vcard': 'contact',
  'text/x-vcard': 'contact',
};

/** Teams and mail programs send a file's type only as the extension of its name. */
const EXTENSIONS: readonly (readonly [RegExp, AttachmentKind])[] = [
  [/\.(?:aac|amr|m4a|mp3|oga|ogg|opus|wav|wma)$/i, 'audio'],
  [/\.(?:bmp|gif|heic|jpe?g|png|tiff?|webp)$/i, 'image'],
  [/\.(?:3gp|avi|mkv|mov|mp4|webm)$/i, 'video'],
  [/\.vcf$/i, 'contact'],
  [/\.[a-z\d]{1,8}$/i, 'file'],
];

/** Teams and mail programs add the message itself as HTML, which is no attachment for the person. */
const MESSAGE_TYPES: readonly string[] = ['text/html', 'text/plain'];

function kindOf({ contentType, name = '' }: Attachment): AttachmentKind | undefined {
  const type = contentType.toLowerCase();
  if (MESSAGE_TYPES.includes(type) && name === '') return undefined;
  return KINDS[type] ?? KINDS[type.replace(/\/.*/, '')] ?? kindOfFile(type, name);
}

function kindOfFile(type: string, name: string): AttachmentKind {
  const byExtension = EXTENSIONS.find(([pattern]) => pattern.test(name))?.[1];
  const isFile = type.includes('/') && !type.includes('.card.');
  return byExtension ?? (isFile ? 'file' : 'other');
}

type Fields = Readonly<Record<string, unknown>>;

const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null ? (value as Fields) : {});

/**
 * Returns what only the channel's own fields tell: `message` of Telegram has a field for each kind, that of LINE a type, and that of Facebook
 * a list of attachments with a type, where a sticker is an image.
 */
function channelKind(channelData: unknown): AttachmentKind | undefined {
  const message = fieldsOf(fieldsOf(channelData)['message']);
  const [first] = Array.isArray(message['attachments']) ? (message['attachments'] as unknown[]) : [];
  const attached = fieldsOf(first);
  if ('sticker_id' in message || 'sticker_id' in fieldsOf(attached['payload'])) return 'sticker';
  return (['contact', 'location', 'sticker'] as const).find(
    (kind) => kind in message || message['type'] === kind || attached['type'] === kind,
  );
}
