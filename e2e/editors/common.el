;;; What the runs in Emacs share.  -*- lexical-binding: t -*-
(setq make-backup-files nil auto-save-default nil create-lockfiles nil)

(defun check-that (title work)
  "Run WORK and print whether it held."
  (condition-case problem
      (progn (funcall work) (princ (format "ok %s\n" title)))
    (error (princ (format "FAILED %s: %s\n" title (replace-regexp-in-string "\n" " " (format "%S" problem)))))))

(defun wait-for (what holds)
  "Let the server talk until HOLDS returns non-nil."
  (let ((until (+ (float-time) 10)) found)
    (while (not (or (setq found (funcall holds)) (> (float-time) until)))
      (accept-process-output nil 0.05))
    (or found (error "waited in vain for %s" what))))

(defun must-have (text part)
  (unless (string-match-p (regexp-quote part) text) (error "no %s in %s" part text)))

(defun go-to (line column)
  (goto-char (point-min))
  (forward-line (1- line))
  (move-to-column column))

(defconst three-rules '("path-space-after-colon" "reply-code-impossible" "verdict-mailbox-unknown"))
