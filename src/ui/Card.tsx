import { useState, type ReactNode } from 'react';
import { Dialog, DialogTrigger, Heading, Modal, ModalOverlay, Popover } from 'react-aria-components';
import { Button } from './Button';
import { Icon } from './Icon';
import styles from './Card.module.css';

interface ModalCardProps {
  title: string;
  isOpen: boolean;
  onClose: () => void;
  children: ReactNode;
  wide?: boolean;
}

/** A card over the page; Escape, the cross and a press outside close it. */
export function ModalCard({ title, isOpen, onClose, children, wide }: ModalCardProps) {
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable
      className={styles.overlay}
    >
      <Modal className={`${styles.modal} ${wide ? styles.wide : ''}`}>
        <Dialog className={styles.dialog}>
          <header className={styles.head}>
            <Heading slot="title" level={2} className={styles.title}>
              {title}
            </Heading>
            <Button look="quiet" aria-label="Close" slot="close">
              <Icon name="close" />
            </Button>
          </header>
          <div className={styles.body}>{children}</div>
        </Dialog>
      </Modal>
    </ModalOverlay>
  );
}

interface PopoverCardProps {
  /** Accessible name of the button that opens it. */
  label: string;
  trigger: ReactNode;
  children: (close: () => void) => ReactNode;
}

/** A card that hangs on its button. */
export function PopoverCard({ label, trigger, children }: PopoverCardProps) {
  const [isOpen, setOpen] = useState(false);
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <Button look="quiet" aria-label={label}>
        {trigger}
        <Icon name="down" size={12} />
      </Button>
      <Popover aria-label={label} className={styles.popover} offset={4} placement="bottom start">
        <div className={styles.popoverBody}>{children(() => setOpen(false))}</div>
      </Popover>
    </DialogTrigger>
  );
}
