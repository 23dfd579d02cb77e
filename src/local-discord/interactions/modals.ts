import type { Interaction, Modal, OpenModal } from './interaction.ts';
import { tokenLifeMs } from './interaction.ts';

/** The modals that people have before them. */
export interface Modals {
  open(modal: Modal, openedBy: Interaction): OpenModal;
  /** A modal that this person was shown, as long as the interaction lives that was answered with it. */
  find(id: string, userId: string): OpenModal | undefined;
  close(id: string): void;
}

export interface ModalOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly newId: () => string;
}

export function createModals({ now, newId }: ModalOptions): Modals {
  const open = new Map<string, OpenModal>();
  const isOver = ({ openedBy }: OpenModal): boolean => now() - openedBy.askedAt > tokenLifeMs;

  return {
    open(modal, openedBy) {
      for (const one of open.values()) if (isOver(one)) open.delete(one.id);
      const shown: OpenModal = { ...modal, id: newId(), openedBy };
      open.set(shown.id, shown);
      return shown;
    },
    find(id, userId) {
      const found = open.get(id);
      return found === undefined || found.openedBy.user.id !== userId || isOver(found) ? undefined : found;
    },
    close: (id) => open.delete(id),
  };
}
