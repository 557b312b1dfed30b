/// What makes an unpacked archive a tree that boxes can stand on.
enum TreeScript {
    /// Unpacks standard input and makes the places that a box mounts on; what is wrong stands in
    /// the file `complaints`, which is removed if nothing is.
    ///
    /// What is written afterwards must not be written through a link that the archive had.
    static let unpack = """
        exec 2> \(complaints)
        tar --extract --file=/proc/self/fd/0 --numeric-owner --same-permissions --same-owner \
            --anchored --exclude='./dev/*' --exclude='dev/*' --exclude='./proc/*' \
            --exclude='proc/*' --exclude='./\(complaints)' --exclude='\(complaints)'
        for place in dev proc sys tmp etc run root .dockerenv; do
            if [ -L $place ]; then rm $place; fi
        done
        mkdir -p dev/pts dev/shm proc sys tmp etc run root
        for name in null zero full random urandom tty; do : > dev/$name; done
        ln -sfn pts/ptmx dev/ptmx
        ln -sfn /proc/self/fd dev/fd
        ln -sfn /proc/self/fd/0 dev/stdin
        ln -sfn /proc/self/fd/1 dev/stdout
        ln -sfn /proc/self/fd/2 dev/stderr
        chmod 1777 tmp dev/shm
        : > .dockerenv

        """

    /// The file that tells what was wrong.
    static let complaints = ".complaints"

    /// Empties the folder.
    static let empty = "find . -mindepth 1 -delete"

    /// Gives root the prompt, colours and names that it has in Ubuntu's image, and the image's
    /// folders for libraries of other machines.
    ///
    /// The colours stand there as `dircolors` would print them, since every shell that starts would
    /// run it. A remark fills the profile up to the size that it has in the image.
    static let ubuntu = """
        cat > root/.bashrc <<'END'
        case $- in *i*) ;; *) return ;; esac
        HISTCONTROL=ignoredups:ignorespace
        shopt -s histappend checkwinsize
        HISTSIZE=1000
        HISTFILESIZE=2000
        PS1='\\u@\\h:\\w\\$ '
        case "$TERM" in xterm* | rxvt*) PS1="\\[\\e]0;\\u@\\h: \\w\\a\\]$PS1" ;; esac
        alias ls='ls --color=auto'
        alias grep='grep --color=auto'
        alias fgrep='fgrep --color=auto'
        alias egrep='egrep --color=auto'
        alias ll='ls -alF'
        alias la='ls -A'
        alias l='ls -CF'
        END
        TERM=xterm chroot . dircolors -b >> root/.bashrc
        missing=$((\(profileSize) - $(wc -c < root/.bashrc) - 2))
        if [ $missing -ge 0 ]; then printf "#%${missing}s\\n" '' >> root/.bashrc; fi
        touch -d '\(profileTime)' root/.bashrc
        cp -p root/.bashrc etc/skel/.bashrc
        for name in lib32 libx32; do
            mkdir -p usr/$name
            if ! [ -e $name ]; then ln -s usr/$name $name; fi
        done
        printf 'set enable-bracketed-paste off\\n' >> etc/inputrc

        """

    /// The bytes of root's `.bashrc` in Ubuntu's image, and when it was changed.
    static let profileSize = 3106
    static let profileTime = "2019-12-05 14:39:21 UTC"
}
