const PLACE = 'mailbox.read';
/** As many as the mailbox keeps mails. */
const KEEP = 200;

export interface ReadMarks {
  has(name: string): boolean;
  add(name: string): void;
}

/** Which mails were opened in this browser. One that stores nothing knows it until the page is left. */
export function createReadMarks(): ReadMarks {
  const names = new Set(recall());
  return {
    has: (name) => names.has(name),
    add(name) {
      if (names.has(name)) return;
      names.add(name);
      remember([...names].slice(-KEEP));
    },
  };
}

function recall(): readonly string[] {
  try {
    return (localStorage.getItem(PLACE) ?? '').split(' ');
  } catch {
    return [];
  }
}

function remember(names: readonly string[]): void {
  try {
    localStorage.setItem(PLACE, names.join(' '));
  } catch {
    return;
  }
}
