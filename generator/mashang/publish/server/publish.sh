#!/bin/sh
# 在网站服务器上发布码上打好的压缩包（sh publish.sh --help 看用法）。
#
# 每个版本解开在自己的文件夹里，核对无误以后，只用一步把 current 指过去；任何时候中断，
# 公众看到的不是完整的旧版，就是完整的新版。
#
#   基础文件夹/production/current      → releases/0002-1a2b3c4d5e6f     正式网站
#   基础文件夹/staging/current         → releases/0001-0f1e2d3c4b5a     内部预览
#   基础文件夹/<正式或预览>/ADDRESS    这里只收哪一个网站、哪一种压缩包
#   基础文件夹/<正式或预览>/KEY        县里的公钥：有了它，只收用它签过名的
set -eu
umask 022
LC_ALL=C
export LC_ALL

base=/srv/mashang
keep=5
stage=production
action=publish
verify=yes
archive=
work=

say() { printf '%s\n' "$*"; }
refuse() { say "没有发布：$*" >&2; exit 1; }
misuse() { say "$* 用法见 sh publish.sh --help" >&2; exit 2; }
broken() { say "没有发布：$*" >&2; exit 3; }

show_help() {
    say "用法："
    say "  sh publish.sh 压缩包.tar.gz                发布（旁边要有 压缩包.tar.gz.sha256）"
    say "  sh publish.sh --back [--stage staging]     退回上一版"
    say "  sh publish.sh --list [--stage staging]     列出服务器上的各个版本"
    say "选项："
    say "  --base 文件夹    放各个版本的文件夹，默认 /srv/mashang"
    say "  --keep 份数      保留最近几版，默认 5"
    say "  --unverified     不核对签名：这台服务器的 openssl 太旧，已经在别的电脑上用 verify-site 核对过"
}

read_words() {
    while [ $# -gt 0 ]; do
        case $1 in
        --help | -h) show_help && exit 0 ;;
        --back) action=back ;;
        --list) action=list ;;
        --unverified) verify=no ;;
        --base | --keep | --stage)
            [ $# -ge 2 ] || misuse "$1 后面缺少内容。"
            case $1 in --base) base=$2 ;; --keep) keep=$2 ;; --stage) stage=$2 ;; esac
            shift
            ;;
        -*) misuse "不认识 $1。" ;;
        *)
            [ -z "$archive" ] || misuse "一次只能发布一个压缩包。"
            archive=$1
            ;;
        esac
        shift
    done
    case $stage in production | staging) ;; *) misuse "--stage 只能是 production 或 staging。" ;; esac
    case $keep in '' | 0* | *[!0-9]*) misuse "--keep 要写不小于 1 的整数。" ;; esac
    if [ "$action" = publish ] && [ -z "$archive" ]; then misuse "没有写压缩包的名字。"; fi
}

need_tools() {
    for tool in tar gzip sha256sum find sort cut sed readlink mktemp; do
        command -v "$tool" >/dev/null 2>&1 || broken "这台服务器上没有 $tool 命令。"
    done
}

# Only one run at a time; the lock is given back when this shell ends, however it ends.
hold_lock() {
    mkdir -p "$base/$stage/releases" || broken "不能写 $base。请换有权限的用户，或用 --base 另指一个文件夹。"
    home=$(cd "$base/$stage" && pwd)
    if command -v flock >/dev/null 2>&1; then
        exec 9>"$home/.lock"
        flock -n 9 || broken "另一个发布正在进行，请等它结束。"
    fi
    rm -rf "$home"/releases/.new-* "$home"/.current-*
}

clean_up() {
    if [ -n "$work" ]; then rm -rf "$work"; fi
}

# The name of the version that the public sees; empty when there is none.
read_current() {
    if [ -L "$home/current" ]; then basename "$(readlink "$home/current")"; fi
}

# A rename of a link over a link is one step: there is no moment without a site.
point_current() {
    link=$home/.current-$$
    ln -s "releases/$1" "$link"
    mv -T "$link" "$home/current" || broken "不能切换 $home/current。它应当是一个链接，请看看它是不是被换成了文件夹。"
}

check_archive() {
    [ -f "$archive" ] || refuse "找不到 $archive。"
    [ -f "$archive.sha256" ] || refuse "找不到 $archive.sha256。两个文件要一起传上来。"
    wanted=$(cut -c 1-64 "$archive.sha256")
    found=$(sha256sum <"$archive" | cut -c 1-64)
    [ "$wanted" = "$found" ] || refuse "$archive 与 .sha256 里记的不一样，传输时可能坏了。请重新传一次。"
    tar -tzf "$archive" >/dev/null 2>&1 || refuse "$archive 不是完整的 tar.gz 压缩包。"
    top=$(tar -tzf "$archive" | cut -d / -f 1 | sort -u)
    case $top in
    mashang-production-????????????) stage=production ;;
    mashang-staging-????????????) stage=staging ;;
    *) refuse "$archive 不是码上打的压缩包。" ;;
    esac
    release=${top##*-}
    case $release in *[!0-9a-f]*) refuse "$archive 不是码上打的压缩包。" ;; esac
    if tar -tzf "$archive" | grep -q -e '^/' -e '\.\.'; then refuse "压缩包里有指向外面的文件名。"; fi
    if tar -tvzf "$archive" | grep -q '^[^d-]'; then refuse "压缩包里有链接或特殊文件。"; fi
}

unpack() {
    work=$(mktemp -d "$home/releases/.new-XXXXXX")
    tar -xzf "$archive" -C "$work" --no-same-owner || broken "解不开压缩包，可能是磁盘满了。"
    new=$work/$top
    (cd "$new" && sha256sum -c SHA256SUMS >/dev/null 2>&1) || refuse "解开以后，有文件与 SHA256SUMS 里记的不一样。"
    listed=$(cut -c 67- "$new/SHA256SUMS" | sort)
    present=$(cd "$new" && find . -type f ! -path ./SHA256SUMS | cut -c 3- | sort)
    [ "$listed" = "$present" ] || refuse "压缩包里有 SHA256SUMS 里没有记的文件。"
    [ -f "$new/site/index.html" ] || refuse "压缩包里没有网站（site/index.html）。请县里重新运行 build 和 bundle。"
    address=$(sed -n -e '/^stage=/p' -e '/^site=/p' "$new/RELEASE")
    case $address in "stage=$stage"*) ;; *) refuse "压缩包的名字和里面写的（$address）不一致。" ;; esac
    find "$new" -type d -exec chmod 755 {} +
    find "$new" -type f -exec chmod 644 {} +
}

# What was published here first decides what may be published here later.
check_address() {
    if [ -f "$home/ADDRESS" ]; then
        [ "$(cat "$home/ADDRESS")" = "$address" ] || refuse "这里只收 $(tr '\n' ' ' <"$home/ADDRESS")
压缩包是 $(printf '%s' "$address" | tr '\n' ' ')
网址真的改了，请先看看 $home/ADDRESS，再删掉它。"
    else
        printf '%s\n' "$address" >"$work/ADDRESS"
        mv "$work/ADDRESS" "$home/ADDRESS"
    fi
}

read_fingerprint() { openssl pkey -pubin -in "$1" -outform DER 2>/dev/null | sha256sum | cut -c 1-16; }

# The county's key is kept when it is first seen, as the address is; from then on nothing else is taken.
check_signature() {
    site=$new/site
    key=$home/KEY
    [ -f "$key" ] || [ -f "$site/manifest.pub" ] || [ -f "$site/manifest.sig" ] || return 0
    if [ "$verify" = no ]; then
        say "没有核对签名（--unverified）。"
        return
    fi
    openssl pkeyutl -help 2>&1 | grep -q -e -rawin ||
        broken "这台服务器没有 openssl 3.0 以上，核对不了签名。请先在别的电脑上用 verify-site 核对，再加 --unverified 发布。"
    [ -f "$site/manifest.pub" ] && [ -f "$site/manifest.sig" ] ||
        refuse "这个网站有签名密钥，压缩包却没有签名。请县里在有私钥的电脑上重新运行 build 和 bundle。"
    shipped=$(read_fingerprint "$site/manifest.pub")
    trusted=$key
    [ -f "$key" ] || trusted=$site/manifest.pub
    if ! openssl pkeyutl -verify -pubin -inkey "$trusted" -rawin -in "$site/manifest.json" \
        -sigfile "$site/manifest.sig" >/dev/null 2>&1; then
        [ "$(read_fingerprint "$trusted")" = "$shipped" ] || refuse "签名用的是另一把密钥（指纹 $shipped），这里记的是 $(read_fingerprint "$trusted")。
县里真的换了密钥，请先和县里电话核对新指纹，再删掉 $key，重新发布。"
        refuse "签名不对：文件清单被人改过，或者不是用这把密钥签的（指纹 $shipped）。请保留压缩包并报告。"
    fi
    grep -q -F -e "\"url\": \"$(sed -n 's/^site=//p' "$new/RELEASE")\", \"stage\": \"$stage\"" "$site/manifest.json" ||
        refuse "签过名的清单属于别的网站，或者是另一种（正式、预览）。请保留压缩包并报告。"
    check_manifest
    [ ! -f "$key" ] || return 0
    cp "$site/manifest.pub" "$work/KEY"
    mv "$work/KEY" "$key"
    say "第一次见到县里的公钥，以后只收用它签名的。请和县里电话核对指纹：$shipped"
}

# The files that a list of the program names, as lines of SHA256SUMS.
list_files() {
    sed -n -e '/^"files": \[$/,/^\]/s|^{"path": "\(.*\)", "size": [0-9]*, "sha256": "\([0-9a-f]\{64\}\)"},\{0,1\}$|\2  site/\1|p' "$1" |
        sed 's|\\"|"|g'
}

# SHA256SUMS itself is signed by nobody, so each file of the site has to be the one that the signed list names.
check_manifest() {
    second=$(sed -n 's|^"second_list": "\([0-9a-f]*\)",$|\1|p' "$site/manifest.json")
    hidden=$(grep "^$second  site/manifest-[0-9a-f]*\.json\$" "$new/SHA256SUMS" || true)
    signed=$({
        list_files "$site/manifest.json"
        if [ -n "$second" ] && [ -n "$hidden" ]; then
            say "$hidden"
            list_files "$new/${hidden#*  }"
        fi
    } | sort)
    packed=$(grep '^[0-9a-f]*  site/' "$new/SHA256SUMS" | grep -v '  site/manifest\.\(json\|pub\|sig\)$' | sort)
    [ "$signed" = "$packed" ] || refuse "有文件与签过名的清单不一样。请保留压缩包并报告。"
}

next_number() {
    last=$(find "$home/releases" -mindepth 1 -maxdepth 1 -name '[0-9]*-*' | sed 's|.*/||; s|-.*||' | sort -n | tail -n 1)
    last=$(printf '%s' "$last" | sed 's/^0*//')
    printf '%04d' $((${last:-0} + 1))
}

# Removes what neither is shown nor can be gone back to.
prune() {
    kept=" "
    name=$(read_current)
    count=0
    while [ -n "$name" ] && [ -d "$home/releases/$name" ] && [ "$count" -lt "$keep" ]; do
        case $kept in *" $name "*) break ;; esac
        kept="$kept$name "
        count=$((count + 1))
        name=$(cat "$home/releases/$name/BEFORE" 2>/dev/null || true)
    done
    for folder in "$home"/releases/*; do
        case $kept in *" ${folder##*/} "*) ;; *) rm -rf "$folder" ;; esac
    done
}

publish() {
    check_archive
    hold_lock
    trap clean_up EXIT
    trap 'exit 130' HUP INT TERM
    unpack
    check_signature
    check_address
    before=$(read_current)
    if [ "${before#*-}" = "$release" ]; then
        say "服务器上已经是这一版（$before），没有改动。"
        return
    fi
    printf '%s\n' "$before" >"$new/BEFORE"
    name=$(next_number)-$release
    sync
    mv "$new" "$home/releases/$name"
    point_current "$name"
    say "已发布 $name（$stage，$(sed -n 's/^site=//p' "$home/current/RELEASE")）。"
    tell_of_configuration
    say "网页在 $home/current/site。要退回上一版：sh publish.sh --back$(name_options)"
    prune
}

# The web server is set up by hand, so its administrator has to know when the samples are others than before.
tell_of_configuration() {
    [ -d "$home/releases/$before/server" ] && [ -n "$before" ] || return 0
    for sample in "$home"/current/server/*.conf; do
        old=$home/releases/$before/server/${sample##*/}
        [ "$(sha256sum <"$sample")" = "$(sha256sum <"$old" 2>/dev/null)" ] ||
            say "示例配置变了，请管理员看一看：$home/current/server/${sample##*/}"
    done
}

name_options() {
    if [ "$stage" != production ]; then printf ' --stage %s' "$stage"; fi
    if [ "$base" != /srv/mashang ]; then printf ' --base %s' "$base"; fi
}

go_back() {
    [ -d "$base/$stage" ] || refuse "$base/$stage 里还没有发布过。"
    hold_lock
    current=$(read_current)
    [ -n "$current" ] || refuse "$home 里还没有发布过。"
    before=$(cat "$home/releases/$current/BEFORE" 2>/dev/null || true)
    if [ -z "$before" ] || [ ! -d "$home/releases/$before" ]; then refuse "没有比 $current 更早的版本了。"; fi
    point_current "$before"
    say "已退回 $before（原来是 $current）。"
}

list_releases() {
    home=$base/$stage
    [ -d "$home/releases" ] || refuse "$home 里还没有发布过。"
    current=$(read_current)
    for folder in "$home"/releases/[0-9]*; do
        [ -d "$folder" ] || continue
        mark=
        if [ "${folder##*/}" = "$current" ]; then mark="  ← 现在公开的"; fi
        say "${folder##*/}$mark"
    done
}

read_words "$@"
need_tools
case $action in
publish) publish ;;
back) go_back ;;
list) list_releases ;;
esac
