package steadystate.kinds.databases;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.services.rds.model.CreateDbSubnetGroupRequest;
import software.amazon.awssdk.services.rds.model.DBSubnetGroup;
import software.amazon.awssdk.services.rds.model.ModifyDbSubnetGroupRequest;
import software.amazon.awssdk.services.rds.model.Subnet;
import steadystate.aws.Pojo;
import steadystate.aws.SdkShapes;
import steadystate.failure.FailureException;
import steadystate.kinds.Deletion;
import steadystate.kinds.Whose;
import steadystate.resource.Attributes;
import steadystate.resource.Canonical;
import steadystate.resource.Declared;
import steadystate.resource.FieldPath;
import steadystate.resource.Health;
import steadystate.resource.Kind;
import steadystate.resource.Live;
import steadystate.resource.Observation;
import steadystate.resource.Scope;
import steadystate.resource.Shape;
import steadystate.resource.Value;
import steadystate.resource.Wish;

/** A DB subnet group: where the instances of a network may stand. */
public final class SubnetGroupKind implements Kind {
  static final String NAME = "dbSubnetGroup";
  private static final String GROUP = "dbSubnetGroupName";
  private static final Shape.Structure MODEL = shape();

  private final GroupTags groupTags = new GroupTags("subgrp");

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public Shape.Structure model() {
    return MODEL;
  }

  private static Shape.Structure shape() {
    Shape.Scalar text = Shape.Scalar.of(Shape.Type.TEXT);
    return SdkShapes.of(CreateDbSubnetGroupRequest.builder().build())
        .without("tags")
        .change(
            GROUP,
            m -> m.shape(text.canonical(t -> t.toLowerCase(java.util.Locale.ROOT))).refuses())
        .change("subnetIds", m -> m.shape(Shape.ItemsOf.set(text)));
  }

  @Override
  public Set<String> attributes() {
    return Set.of("name", "arn");
  }

  @Override
  public Observation observe(Scope scope, List<Declared> wanted) {
    List<Live> found = new ArrayList<>();
    if (!Rds.isWorthALook(scope, "subgrp", wanted)) {
      return new Observation(found);
    }
    for (DBSubnetGroup group :
        Rds.client(scope).describeDBSubnetGroupsPaginator(r -> {}).dbSubnetGroups()) {
      String arn = group.dbSubnetGroupArn();
      if (groupTags.concerns(scope, arn, group.dbSubnetGroupName(), wanted, GROUP)) {
        Map<String, String> tags = groupTags.of(scope, arn);
        Whose.id(
                scope,
                NAME,
                tags,
                wanted,
                d -> GroupTags.isNamed(d, GROUP, group.dbSubnetGroupName()))
            .ifPresent(id ->
                found.add(new Live(id, arn, form(group), tags, attributes(group), Health.READY)));
      }
    }
    return new Observation(found);
  }

  private static Value.Entries form(DBSubnetGroup group) {
    List<String> subnets = group.subnets().stream().map(Subnet::subnetIdentifier).toList();
    return Canonical.form(MODEL, Pojo.read(group).with("subnetIds", Value.texts(subnets)));
  }

  private static Attributes attributes(DBSubnetGroup group) {
    return Attributes.of("name", group.dbSubnetGroupName()).with("arn", group.dbSubnetGroupArn());
  }

  @Override
  public Attributes create(Scope scope, Wish wish, List<Live> replaced) {
    CreateDbSubnetGroupRequest request =
        Pojo.fill(CreateDbSubnetGroupRequest.builder(), wish.model())
            .tags(Rds.tags(wish.tags()))
            .build();
    try {
      DBSubnetGroup made = Rds.client(scope).createDBSubnetGroup(request).dbSubnetGroup();
      groupTags.written(made.dbSubnetGroupArn());
      return attributes(made);
    } catch (FailureException e) {
      throw e.is("DBSubnetGroupAlreadyExists") ? Rds.exists(e, wish.text(GROUP)) : e;
    }
  }

  /** AWS takes the list of subnets with every change. */
  @Override
  public void update(Scope scope, Live live, Wish wish, Set<FieldPath> changed) {
    Rds.client(scope)
        .modifyDBSubnetGroup(Pojo.fill(ModifyDbSubnetGroupRequest.builder(), wish.model()).build());
  }

  @Override
  public void delete(Scope scope, Live live) {
    Deletion.of(
        () ->
            Rds.client(scope)
                .deleteDBSubnetGroup(r -> r.dbSubnetGroupName(live.attributes().require("name"))),
        "DBSubnetGroupNotFoundFault",
        "DBSubnetGroupNotFound");
  }

  @Override
  public void tag(Scope scope, Live live, Map<String, String> put, Set<String> remove) {
    groupTags.written(live.arn());
    Rds.tag(scope, live.arn(), put, remove);
  }
}
