# 空出来的名额：先问排在前面的人；夜里、临近集合，由组织者定
offer = 🎉 有空位了，您还去吗？{ $title }{ $party ->
    [1] { "" }
   *[other] （{ $party }人）
}
offer-kept = 🎉 有空位了，替{ $who }问一声：{ $title }，还去吗？
offer-until = 请在{ $until }前点一下，过时给下一位。
offer-in-group = 🎉 { $name } 有空位了{ $kept ->
    [yes] ，替{ $whom }问一声
   *[no] { "" }
}：{ $title }，{ $brief }，还去吗？{ $until }前点一下
offer-yes-button = ✋ 去
offer-no-button = 不去了
offer-taken = ✅ { $mine ->
    [yes] 好，名额是您的了！
   *[no] 好，{ $who }有名额了！
}{ $brief }
offer-declined = { $mine ->
    [yes] 好，名额给下一位。
   *[no] 好，{ $who }不去了，名额给下一位。
}
offer-decide = 「{ $title }」空出名额，{ $brief }。这会儿不好打扰大家，请您定给谁，最好打个电话问一声：
offer-give-button = 给 { $who }
offer-given = ✅ 名额给{ $who }了，已通知。{ $brief }
refused-offer-passed = 这个名额已经给了下一位。还想去，请点报名。
refused-not-your-offer = 这是问别人的。想去请点「✋ 报名」。
refused-no-place-left = 名额又满了，这回给不了。
refused-has-place = { $who }已经有名额了。
refused-place-given-by = { $who }已经把名额给{ $whom }了。
standin-ask = 能找人替您吗？回一个名字就行。
standin-fine = 好，没关系，您忙您的。
standin-entered = ✅ { $who }替您去，记上了。谢谢！
